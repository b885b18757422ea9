import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Another machine, played by a test: it counts who asks and answers as it is told. */
export type Elsewhere = {
  url: string;
  asked: IncomingMessage[];
  answer(how: (request: IncomingMessage, response: ServerResponse) => void): void;
  /** The same for everyone, with these headers. */
  serve(body: string | Buffer, headers?: Record<string, string>): void;
  stop(): Promise<void>;
};

export const startElsewhere = async (): Promise<Elsewhere> => {
  const asked: IncomingMessage[] = [];
  let how: (request: IncomingMessage, response: ServerResponse) => void = (_, response) =>
    response.writeHead(404).end();
  const server = createServer((request, response) => {
    asked.push(request);
    how(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answer: (next) => {
      how = next;
    },
    serve: (body, headers = {}) => {
      how = (_, response) => response.writeHead(200, headers).end(body);
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
