import { type Fault, faultBody } from '@amud/protocol/faults.ts';
import * as v from 'valibot';
import { m } from '../messages.ts';

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
  const call = async <S extends v.GenericSchema>(
    method: Method,
    path: string,
    output: S,
    body?: unknown,
  ): Promise<Answer<v.InferOutput<S>>> => {
    const answer = await callOnce(method, path, output, body);
    const isAsked = !answer.ok && answer.fault.kind === 'confirmation-required';
    return isAsked && (await onConfirm()) ? callOnce(method, path, output, body) : answer;
  };
  const callOnce = async <S extends v.GenericSchema>(
    method: Method,
    path: string,
    output: S,
    body?: unknown,
  ): Promise<Answer<v.InferOutput<S>>> => {
    const isFile = body instanceof Blob;
    const type = isFile ? 'application/octet-stream' : 'application/json';
    const init: RequestInit = { method, headers: { 'content-type': type, accept: 'application/json' } };
    if (method !== 'GET') init.body = isFile ? body : JSON.stringify(body ?? {});
    const response = await send(path, init).catch(() => undefined);
    if (!response) return { ok: false, fault: away };
    const answer: unknown = await response.json().catch(() => undefined);
    if (!response.ok) return { ok: false, fault: await inWords(toRefusal(response, answer, onSessionEnd)) };
    const parsed = v.safeParse(output, answer);
    return parsed.success ? { ok: true, value: parsed.output } : { ok: false, fault: strange };
  };
  return { call };
};

const toRefusal = (response: Response, answer: unknown, onSessionEnd: () => void): Refusal => {
  const parsed = v.safeParse(faultBody, answer);
  // A proxy in between answers in its own words when the server is away.
  if (!parsed.success) return response.status >= 500 ? away : strange;
  const refusal: Refusal = parsed.output.error;
  if (refusal.kind === 'unauthenticated') onSessionEnd();
  const retryAfterSeconds = Number(response.headers.get('retry-after'));
  return retryAfterSeconds > 0 ? { ...refusal, retryAfterSeconds } : refusal;
};
