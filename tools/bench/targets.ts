import { createServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer as createRawServer, type Server } from 'node:net';
import { makeCertificate } from '../../packages/server/test/targets.ts';

/** Plays the services of a home in one process: `targets.ts COUNT`. Tells their ports, then how often they were asked. */
const count = Number(process.argv[2] ?? '1');
const pair = makeCertificate(30);
let asked = 0;

const listen = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};
const many = (make: () => Server): Promise<number[]> =>
  Promise.all(Array.from({ length: count }, () => listen(make())));
const page = `<!doctype html><title>Service</title>${'<p>All is well.</p>'.repeat(200)}`;

const http = await many(() =>
  createServer((_, response) => {
    asked += 1;
    response.writeHead(200, { 'content-type': 'text/html' }).end(page);
  }),
);
const https = await many(() =>
  createHttpsServer(pair, (_, response) => {
    asked += 1;
    response.writeHead(200, { 'content-type': 'text/html' }).end(page);
  }),
);
const tcp = await many(() =>
  createRawServer((socket) => {
    asked += 1;
    socket.on('error', () => {}).end();
  }),
);
process.send?.({ http, https, tcp, cert: String(pair.cert) });
process.on('message', () => process.send?.({ asked }));
