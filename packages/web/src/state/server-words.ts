import { createSignal } from 'solid-js';
import { loadServerTexts } from '../messages.ts';
import { locale } from './language.ts';
import type { ServerTexts, Translate } from './translate.ts';

const [translate, setTranslate] = createSignal<Translate>();
let loading: Promise<Translate> | undefined;

const load = (): Promise<Translate> => {
  loading ??= Promise.all([import('./translate.ts'), loadServerTexts()]).then(([{ createTranslate }, texts]) => {
    const made = createTranslate(texts as ServerTexts);
    setTranslate(() => made);
    return made;
  });
  return loading;
};

const forget = () => {
  loading = undefined;
};

/** A sentence of the server as the page says it: in English until the words are here, and then again. */
export const said = (sentence: string): string => {
  if (locale === 'en') return sentence;
  const now = translate();
  if (now) return now(sentence);
  load().catch(forget);
  return sentence;
};

/** The same for what is shown once: it waits for the words. When they can't be had, English is better than nothing. */
export const saidThen = async (sentence: string): Promise<string> => {
  if (locale === 'en') return sentence;
  const now = await load().catch(forget);
  return now ? now(sentence) : sentence;
};
