import { createServer } from 'node:http';

/** The least that answers: `node server.mjs PORT`. */
createServer((_, response) => response.setHeader('content-type', 'application/json').end('{"answer":42}')).listen(
  Number(process.argv[2]),
  '127.0.0.1',
);
