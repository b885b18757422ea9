import { expect, it } from 'vitest';
import { createFakeClock } from '../../test/fake-clock.ts';
import { createKept } from './kept.ts';

const start = (most = 10) => {
  const clock = createFakeClock();
  const asked: string[] = [];
  let answer = async (key: string): Promise<string> => `${key}${asked.length}`;
  const kept = createKept<string, string>({
    clock,
    freshMs: 60_000,
    retryMs: 10_000,
    most,
    load: (key) => {
      asked.push(key);
      return answer(key);
    },
  });
  const fail = (message: string) => {
    answer = () => Promise.reject(new Error(message));
  };
  const work = () => {
    answer = async (key) => `${key}${asked.length}`;
  };
  return { clock, asked, kept, fail, work };
};

it('asks once, however many want it at once', async () => {
  const { kept, asked } = start();
  const got = await Promise.all([kept.get('a'), kept.get('a'), kept.get('a')]);
  expect(got.map(({ value }) => value)).toEqual(['a1', 'a1', 'a1']);
  expect(asked).toEqual(['a']);
});

it('asks again when what it has is old', async () => {
  const { kept, asked, clock } = start();
  await kept.get('a');
  clock.advance(59_999);
  expect((await kept.get('a')).value).toBe('a1');
  clock.advance(1);
  expect(await kept.get('a')).toMatchObject({ value: 'a2', failure: null });
  expect(asked.length).toBe(2);
});

it('gives what it has when nothing new can be had, says so, and asks less and less', async () => {
  const { kept, asked, clock, fail, work } = start();
  const { at } = await kept.get('a');
  fail('away');
  clock.advance(60_000);
  const since = clock.now();
  expect(await kept.get('a')).toMatchObject({ value: 'a1', at, failure: { since, error: { message: 'away' } } });
  const gaps = [10_000, 20_000, 40_000, 60_000, 60_000];
  for (const [index, gap] of gaps.entries()) {
    clock.advance(gap - 1);
    await kept.get('a');
    expect(asked.length).toBe(index + 2);
    clock.advance(1);
    expect(await kept.get('a')).toMatchObject({ value: 'a1', failure: { since } });
    expect(asked.length).toBe(index + 3);
  }
  work();
  clock.advance(60_000);
  expect(await kept.get('a')).toMatchObject({ value: `a${asked.length}`, failure: null });
});

it('throws where it has nothing, and does not ask again at once', async () => {
  const { kept, asked, clock, fail } = start();
  fail('refused');
  await expect(kept.get('a')).rejects.toThrow('refused');
  await expect(kept.get('a')).rejects.toThrow('refused');
  expect(asked.length).toBe(1);
  clock.advance(10_000);
  await expect(kept.get('a')).rejects.toThrow('refused');
  expect(asked.length).toBe(2);
});

it('forgets what nobody wanted for longest', async () => {
  const { kept, asked } = start(2);
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await kept.get(key);
  expect(asked).toEqual(['a', 'b', 'c', 'b']);
});
