import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Journey } from './journey.ts';
import { OutboundError } from './refusal.ts';

export type Head = { url: string; status: number; headers: IncomingHttpHeaders };
export type Answer = Head & { body: Buffer };
export type Question = { method: string; headers: Record<string, string>; body?: string | Buffer };

/** How much of a body is wanted: all, nothing, or until a piece of it brings what was looked for. */
export type Reading = 'all' | 'nothing' | ((piece: Buffer) => boolean);
export type Bounds = { headerBytes: number; bodyBytes: number };

/** One question and its answer over a connection that is closed afterwards. */
export const exchange = async (
  url: URL,
  socket: Socket,
  question: Question,
  bounds: Bounds,
  { journey, signal, readingOf }: { journey: Journey; signal: AbortSignal; readingOf(head: Head): Reading },
): Promise<Answer> => {
  try {
    journey.enter('http');
    const response = await ask(url, socket, question, bounds, signal);
    const head = { url: url.href, status: response.statusCode ?? 0, headers: response.headers };
    const reading = readingOf(head);
    if (reading === 'nothing') return { ...head, body: Buffer.alloc(0) };
    journey.enter('body');
    return { ...head, body: await readBody(response, reading, bounds.bodyBytes) };
  } catch (error) {
    throw signal.aborted || error instanceof OutboundError ? error : explain(error);
  } finally {
    // What is cut off in the middle complains once more.
    socket.on('error', () => {});
    socket.destroy();
  }
};

const ask = (url: URL, socket: Socket, question: Question, bounds: Bounds, signal: AbortSignal) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    const { method, body = '' } = question;
    const length = method === 'GET' || method === 'HEAD' ? {} : { 'content-length': `${Buffer.byteLength(body)}` };
    const headers = {
      'accept-encoding': 'gzip, deflate, br',
      'user-agent': 'AMUD',
      ...question.headers,
      ...length,
      host: url.host,
      connection: 'close',
    };
    const sent = request({
      createConnection: () => socket,
      method,
      path: `${url.pathname}${url.search}`,
      headers,
      maxHeaderSize: bounds.headerBytes,
      signal,
    });
    sent.once('response', (response) => {
      response.on('error', () => {});
      resolve(response);
    });
    sent.on('error', reject);
    // A change of protocol is nothing that AMUD asks for.
    sent.once('upgrade', () => reject(new OutboundError('bad-answer', 'The answer changes the protocol.')));
    sent.end(body);
  });

const decoders: Record<string, () => NodeJS.ReadWriteStream> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** Counts what comes out of the decoder: a small answer can be a very large one. */
const readBody = async (
  response: IncomingMessage,
  reading: Exclude<Reading, 'nothing'>,
  most: number,
): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of decode(response)) {
    bytes += (chunk as Buffer).length;
    if (bytes > most)
      throw new OutboundError('too-large', `The answer is larger than ${most} bytes.`, { code: `${most}` });
    if (reading === 'all') chunks.push(chunk as Buffer);
    else if (reading(chunk as Buffer)) break;
  }
  return Buffer.concat(chunks);
};

const decode = (response: IncomingMessage): Readable => {
  const encoding = response.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding === 'identity' || encoding === '') return response;
  const decoder = decoders[encoding]?.();
  if (!decoder) throw new OutboundError('bad-answer', `The answer is encoded as ${encoding.slice(0, 40)}.`);
  response.on('error', (error) => (decoder as unknown as Readable).destroy(error));
  return response.pipe(decoder) as unknown as Readable;
};

const explain = (error: unknown): OutboundError => {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (code === 'HPE_HEADER_OVERFLOW')
    return new OutboundError('too-large', 'The headers of the answer are too large.', { cause: error });
  if (code.startsWith('HPE_') || code.startsWith('Z_') || code.startsWith('ERR_'))
    return new OutboundError('bad-answer', `The answer is not proper HTTP (${code}).`, { cause: error });
  return new OutboundError('unreachable', `The connection broke (${code || message}).`, { cause: error });
};
