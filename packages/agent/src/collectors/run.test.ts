import { describe, expect, it } from 'vitest';
import { runProgram } from './run.ts';

describe('a program', () => {
  it('gives what it prints', async () => {
    expect(await runProgram('printf', ['%s', 'a b; $HOME'])).toEqual({ ok: true, text: 'a b; $HOME' });
  });

  it('that is not installed is missing, and not a failure', async () => {
    expect(await runProgram('amud-no-such-program', [])).toMatchObject({ ok: false, isMissing: true });
  });

  it('that fails says why in its own words', async () => {
    expect(await runProgram('sh', ['-c', 'echo no driver >&2; exit 9'])).toEqual({
      ok: false,
      isMissing: false,
      reason: 'no driver',
    });
  });

  it('that prints without end is stopped', async () => {
    const answer = await runProgram('yes', []);
    expect(answer).toMatchObject({ ok: false, isMissing: false, reason: expect.stringMatching(/printed more than/) });
  });

  it('that does not end is stopped', async () => {
    const answer = await runProgram('sleep', ['60']);
    expect(answer).toMatchObject({ ok: false, isMissing: false, reason: 'sleep did not end within 3 s' });
  });
});
