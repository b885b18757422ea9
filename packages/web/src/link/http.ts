import type { Fault } from '@amud/protocol/faults.ts';
import { m } from '../messages.ts';
import type { AnswerName, Read, ValueOf } from './answers.ts';

/** A fault as the page shows it: with the wait that the server asked for. */
export type Refusal = Fault & { retryAfterSeconds?: number };
export type Answer<T> = { ok: true; value: T } | { ok: false; fault: Refusal };

const away: Refusal = {
  kind: 'unavailable',
  message: m.shell_away(),
};
const strange: Refusal = {
  kind: 'internal',
  message: m.shell_strange(),
};

export type Http = ReturnType<typeof openHttp>;
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

type HttpParts = {
  send: typeof fetch;
  /** Hears of every answer that says: you are not signed in. */
  onSessionEnd: () => void;
  /** Asks the person for the password again; whether they typed it. */
  onConfirm: () => Promise<boolean>;
  /** What the server said, in the language of the page. */
  words: (english: string) => Promise<string>;
};

/** Calls of the JSON API. A body is sent as JSON, a file as it is. */
export const openHttp = ({ send, onSessionEnd, onConfirm, words }: HttpParts) => {
  const inWords = async (refusal: Refusal): Promise<Refusal> => ({ ...refusal, message: await words(refusal.message) });
  const call = async <N extends AnswerName>(
    method: Method,
    path: string,
    name: N,
    body?: unknown,
  ): Promise<Answer<ValueOf<N>>> => {
    const answer = await callOnce(method, path, name, body);
    const isAsked = !answer.ok && answer.fault.kind === 'confirmation-required';
    return isAsked && (await onConfirm()) ? callOnce(method, path, name, body) : answer;
  };
  const callOnce = async <N extends AnswerName>(
    method: Method,
    path: string,
    name: N,
    body?: unknown,
  ): Promise<Answer<ValueOf<N>>> => {
    const isFile = body instanceof Blob;
    const type = isFile ? 'application/octet-stream' : 'application/json';
    const init: RequestInit = { method, headers: { 'content-type': type, accept: 'application/json' } };
    if (method !== 'GET') init.body = isFile ? body : JSON.stringify(body ?? {});
    const [response, read] = await Promise.all([send(path, init).catch(() => undefined), loadRead()]);
    if (!response) return { ok: false, fault: away };
    // It may have done what it was asked for.
    if (!read) return { ok: false, fault: strange };
    const answer: unknown = await response.json().catch(() => undefined);
    if (!response.ok) return { ok: false, fault: await inWords(toRefusal(response, read('faultBody', answer))) };
    const value = read(name, answer);
    return value === undefined ? { ok: false, fault: strange } : { ok: true, value };
  };
  const toRefusal = (response: Response, body: ValueOf<'faultBody'> | undefined): Refusal => {
    // A proxy in between answers in its own words when the server is away.
    if (!body) return response.status >= 500 ? away : strange;
    const refusal: Refusal = body.error;
    if (refusal.kind === 'unauthenticated') onSessionEnd();
    const retryAfterSeconds = Number(response.headers.get('retry-after'));
    return retryAfterSeconds > 0 ? { ...refusal, retryAfterSeconds } : refusal;
  };
  /** A picture of the page as JSON. Written by the server that wrote the page, so it is not checked again. */
  const draw = async <T>(path: string): Promise<T | undefined> => {
    const response = await send(path).catch(() => undefined);
    return response?.ok ? response.json().catch(() => undefined) : undefined;
  };
  return { call, draw, prepare: loadRead };
};

/** What reads answers. Nothing of it is needed to draw a page, so it comes after. */
const loadRead = (): Promise<Read | undefined> =>
  import('./answers.ts').then(
    ({ read }) => read,
    () => undefined,
  );
