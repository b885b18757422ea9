import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'vite';
import solid from 'vite-plugin-solid';

/**
 * What a machine needs for what is known (`yardstick/`): a page of 200 cards with 400 numbers that change each second, drawn
 * by Solid, and the start of a bare server of Node. The milliseconds of the budgets are of a machine where these took what
 * is written here; on another one the shares say whether they are kept.
 */
export const yardstick = { paintMs: 92, mainThreadMs: 130, mainThreadPerMinute: 0.6, startMs: 62 };

const types = { css: 'text/css', html: 'text/html', js: 'text/javascript' };

/** Builds the page and serves it on a port of its own. */
export const serveYardstick = async (): Promise<{ url: string; close(): void }> => {
  const root = new URL('./yardstick', import.meta.url).pathname;
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root,
    plugins: [solid()],
    build: { write: false, modulePreload: { polyfill: false } },
  });
  if (!('output' in built)) throw new Error('The yardstick was not built.');
  const files = new Map(
    built.output.map((file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : file.source]),
  );
  const server = createServer((request, response) => {
    const path = request.url === '/' ? '/index.html' : (request.url ?? '');
    const type = types[path.split('.').at(-1) as keyof typeof types];
    response.setHeader('content-type', type ?? 'text/plain').end(files.get(path));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => server.close(),
  };
};
