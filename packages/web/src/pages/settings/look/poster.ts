import { createEffect, on } from 'solid-js';
import { useApp } from '../../../state/app.ts';
import type { Trial } from './trial.ts';

const SIDE_PIXELS = 1_920;
const WAIT_MS = 8_000;

/** A new video brings its picture: what is seen where it may not run, taken from its beginning. One of one's own stays. */
export const usePoster = (trial: Trial): void => {
  const { uploads } = useApp();
  createEffect(
    on(
      () => String(trial.value('backgroundVideo') ?? ''),
      async (source) => {
        if (source === '' || trial.value('backgroundPicture') !== '') return;
        const picture = await firstPicture(source);
        const answer = picture && (await uploads.add(picture));
        if (answer?.ok && trial.value('backgroundVideo') === source)
          trial.change('backgroundPicture', answer.value.upload.url);
      },
      { defer: true },
    ),
  );
};

const firstPicture = async (source: string): Promise<Blob | undefined> => {
  const video = document.createElement('video');
  video.muted = true;
  video.preload = 'auto';
  video.src = source;
  const isThere = await new Promise<boolean>((resolve) => {
    video.addEventListener('loadeddata', () => resolve(true));
    video.addEventListener('error', () => resolve(false));
    setTimeout(() => resolve(false), WAIT_MS);
  });
  const scale = Math.min(1, SIDE_PIXELS / Math.max(1, video.videoWidth, video.videoHeight));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  const context = canvas.getContext('2d');
  if (!isThere || !context || canvas.width === 0) return undefined;
  context.drawImage(video, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/webp', 0.9));
};
