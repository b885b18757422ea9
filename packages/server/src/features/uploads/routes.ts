import { open, readFile } from 'node:fs/promises';
import { done, uploadOutput, uploadsOutput } from '@amud/protocol/http.ts';
import { limits } from '@amud/protocol/limits.ts';
import * as v from 'valibot';
import { FaultError } from '../../http/faults.ts';
import { type AnyRoute, audienceOf, route } from '../../http/route.ts';
import type { UploadKind } from './file.ts';
import type { Uploads } from './uploads.ts';

export const uploadRoutes = (uploads: Uploads): AnyRoute[] => [
  addRoute(uploads),
  listRoute(uploads),
  removeRoute(uploads),
  fileRoute(uploads),
];

const token = /^[A-Za-z0-9_-]{43}$/;
const ok = { ok: true } as const;
const gone = () => new FaultError('missing', 'There is no such picture.');

const addRoute = (uploads: Uploads) =>
  route({
    method: 'POST',
    path: '/api/uploads',
    summary:
      'Upload a picture: the body is the file itself. PNG, JPEG, WebP, GIF, AVIF, SVG or ICO, 5 MiB at most; or a video, MP4 or WebM, 16 MiB at most.',
    access: 'operator',
    audit: 'upload.add',
    output: uploadOutput,
    handle: async ({ caller, readBytes, record }) => ({
      upload: await uploads.add(await readBytes(limits.upload.videoBytes), caller.userId, record),
    }),
  });

const listRoute = (uploads: Uploads) =>
  route({
    method: 'GET',
    path: '/api/uploads',
    summary: 'Uploaded pictures, the newest first.',
    access: 'operator',
    output: uploadsOutput,
    handle: async () => ({ uploads: await uploads.list() }),
  });

const removeRoute = (uploads: Uploads) =>
  route({
    method: 'DELETE',
    path: '/api/uploads/:id',
    summary: 'Remove an uploaded picture.',
    access: 'operator',
    audit: 'upload.remove',
    params: v.object({ id: v.pipe(v.string(), v.regex(token)) }),
    output: done,
    handle: async ({ params, record }) => {
      if (!(await uploads.remove(params.id, record))) throw gone();
      return ok;
    },
  });

/** A picture opened by itself is in a sandbox of its own: were it more than a picture, it could do nothing. */
const sandbox = "sandbox; default-src 'none'; frame-ancestors 'none'";

const types: Readonly<Record<UploadKind, string>> = { webp: 'image/webp', mp4: 'video/mp4', webm: 'video/webm' };

const fileRoute = (uploads: Uploads) =>
  route({
    method: 'GET',
    path: '/uploads/:file',
    summary: 'An uploaded picture or video: for viewers any, for the others one of a thing that they may see.',
    access: 'public',
    params: v.object({ file: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}\.(webp|mp4|webm)$/)) }),
    respond: async ({ params, request, identify }) => {
      const [id = '', kind = 'webp'] = params.file.split('.') as [string, UploadKind];
      const found = uploads.isFor(id, audienceOf(await identify())) ? await uploads.locate(id, kind) : undefined;
      if (!found) throw gone();
      const headers = {
        'Content-Type': types[kind],
        'Content-Security-Policy': sandbox,
        'Cache-Control': 'private, max-age=31536000, immutable',
        ...(kind === 'webp' ? {} : { 'Accept-Ranges': 'bytes' }),
      };
      const part = kind === 'webp' ? undefined : partOf(String(request.headers.range ?? ''), found.bytes);
      if (part) return answerPart(found, part, headers);
      return new Response(new Uint8Array(await readFile(found.path)), { headers });
    },
  });

type Part = { from: number; to: number };

/** `bytes=0-99`, `bytes=100-` or `bytes=-100`: browsers ask for a video in parts. What is no such part is all of it. */
const partOf = (range: string, bytes: number): Part | undefined => {
  const [, first = '', last = ''] = /^bytes=(\d{0,12})-(\d{0,12})$/.exec(range) ?? [];
  if (first === '' && last === '') return undefined;
  const from = first === '' ? Math.max(0, bytes - Number(last)) : Number(first);
  const to = first === '' || last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1);
  return from <= to ? { from, to } : undefined;
};

const answerPart = async (
  { path, bytes }: { path: string; bytes: number },
  { from, to }: Part,
  headers: Record<string, string>,
): Promise<Response> => {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(to - from + 1), 0, to - from + 1, from);
    const range = { 'Content-Range': `bytes ${from}-${to}/${bytes}` };
    return new Response(new Uint8Array(buffer), { status: 206, headers: { ...headers, ...range } });
  } finally {
    await file.close();
  }
};
