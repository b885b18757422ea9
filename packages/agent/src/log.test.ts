import { Secret } from '@amud/protocol/secret.ts';
import { expect, it } from 'vitest';
import { createLog } from './log.ts';

const logOf = (level: 'debug' | 'warn' | 'silent', isPretty = false) => {
  const lines: string[] = [];
  return { lines, log: createLog({ level, isPretty, write: (line) => void lines.push(line) }) };
};

it('writes an event as a line of JSON, with errors readable and secrets shut', () => {
  const { lines, log } = logOf('debug');
  log.warn({ err: new Error('no'), secret: new Secret('sesame, open'), node: 'nas' }, 'it failed');
  expect(lines.length).toBe(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 40,
    name: 'agent',
    node: 'nas',
    msg: 'it failed',
    secret: '[secret]',
    err: { type: 'Error', message: 'no' },
  });
  log.info('started\nor so');
  expect(lines[1]?.split('\n').length).toBe(2);
});

it('keeps to its level', () => {
  const { lines, log } = logOf('warn');
  log.debug('a');
  log.info('b');
  log.warn('c');
  log.error('d');
  expect(lines.length).toBe(2);
  const silent = logOf('silent');
  silent.log.error('e');
  expect(silent.lines).toEqual([]);
});

it('is short for a person', () => {
  const { lines, log } = logOf('debug', true);
  log.info({ node: 'nas' }, 'started');
  expect(lines[0]).toMatch(/^\[\d\d:\d\d:\d\d\] INFO \(agent\): started \{"node":"nas"\}\n$/);
});
