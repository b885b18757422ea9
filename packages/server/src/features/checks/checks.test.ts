import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Check, check as checkSchema } from '@amud/protocol/checks.ts';
import { limits } from '@amud/protocol/limits.ts';
import pino from 'pino';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../../test/fake-clock.ts';
import { type Bus, createBus } from '../../core/bus.ts';
import type { Log } from '../../core/log.ts';
import { openStore, type Store } from '../../store/open.ts';
import { type Checks, createChecks } from './checks.ts';
import { reasonOf } from './reasons.ts';
import type { Outcome, Task, WatchedApp } from './watched.ts';

const SECOND = 1_000;
const MINUTE = 60_000;
const DAY = 86_400_000;

let folder: string;
let store: Store;
let clock: FakeClock;
let bus: Bus;
let checks: Checks;
let logged: string[];
let apps: Map<string, WatchedApp>;
/** Looks so far: at which app, when, and what ends them. */
type Looked = { url: string; at: number; signal: AbortSignal; end(outcome: Outcome): void; isEnded: boolean };
let looks: Looked[];
let answer: (task: Task) => Outcome | 'wait';

const outcome = (state: Outcome['state'], latencyMs: number | null = 10): Outcome => ({
  state,
  latencyMs: state === 'up' || state === 'slow' ? latencyMs : null,
  reason: state === 'up' ? null : reasonOf('tcp', state === 'slow' ? 'slow' : 'refused', 'nas.lan:80'),
  hops: [],
  certificate: undefined,
});

const look = (task: Task, signal: AbortSignal): Promise<Outcome> =>
  new Promise((resolve) => {
    const one: Looked = {
      url: task.url,
      at: clock.monotonic(),
      signal,
      isEnded: false,
      end: (given) => {
        one.isEnded = true;
        resolve(given);
      },
    };
    looks.push(one);
    signal.addEventListener('abort', () => one.end(outcome('down')));
    const given = answer(task);
    if (given !== 'wait') one.end(given);
  });

const appOf = (id: string, check: Record<string, unknown> | null = {}): WatchedApp => ({
  id,
  name: id,
  url: `http://${id}/`,
  check: check && (v.parse(checkSchema, { kind: 'http', intervalSeconds: 60, retries: 2, ...check }) as Check),
  headers: new Map(),
});
const put = (app: WatchedApp): void => {
  apps.set(app.id, app);
  bus.emit('apps-changed', { ids: [app.id] });
};
const drop = (id: string): void => {
  apps.delete(id);
  bus.emit('apps-changed', { ids: [id] });
};

const build = (): Checks => {
  const log = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) }) as unknown as Log;
  bus = createBus(log);
  const watched = () => [...apps.values()];
  return createChecks({ store, clock, bus, log, look, watched, isKnown: (id) => apps.has(id) });
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'amud-checks-'));
  store = openStore(join(folder, 'amud.db'), pino({ level: 'silent' }));
  clock = createFakeClock(1_800_000_000_000);
  apps = new Map([['nas', appOf('nas')]]);
  looks = [];
  logged = [];
  answer = () => outcome('up');
  checks = build();
});
afterEach(async () => {
  await checks.stop();
  await store.close();
  rmSync(folder, { recursive: true });
  expect(logged).toEqual([]);
});

const turn = () => new Promise((resolve) => setImmediate(resolve));
/** Lets time pass, and whatever ends in it end. */
const pass = async (ms: number, step = SECOND): Promise<void> => {
  for (let left = ms; left > 0; left -= step) {
    clock.advance(Math.min(step, left));
    await turn();
  }
};
const status = (id = 'nas') => checks.status(id);
const at = (id: string) => looks.filter(({ url }) => url === `http://${id}/`).map(({ at }) => at);
const restart = async () => {
  await checks.stop();
  checks = build();
  await checks.start();
};
const history = (id = 'nas') => checks.history(id, { from: clock.now() - DAY, to: clock.now(), points: 1_440 });

describe('the schedule', () => {
  it('looks at each app once an interval, whether anybody looks or not', async () => {
    apps.set('pve', appOf('pve', { intervalSeconds: 20 }));
    await checks.start();
    await pass(10 * MINUTE);
    expect([at('nas').length, at('pve').length]).toEqual([10, 30]);
    const gaps = at('pve')
      .slice(1)
      .map((one, index) => one - (at('pve')[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(21 * SECOND);
    expect(status()).toMatchObject({ state: 'up', latencyMs: 10, reason: null });
  });

  it('spreads a thousand apps over their interval', async () => {
    for (let count = 0; count < 1_000; count += 1)
      apps.set(`app${count}`, appOf(`app${count}`, { intervalSeconds: 20 }));
    await checks.start();
    await pass(20 * SECOND, 100);
    await pass(20 * SECOND, 100);
    const each = new Map<number, number>();
    for (const { at } of looks) each.set(Math.floor(at / SECOND), (each.get(Math.floor(at / SECOND)) ?? 0) + 1);
    expect(looks.length).toBeGreaterThan(1_950);
    // 50 a second on the average.
    expect(Math.max(...each.values())).toBeLessThan(100);
  });

  it('looks at what has a long interval soon after the start, then as seldom as it says', async () => {
    apps = new Map([['nas', appOf('nas', { intervalSeconds: 86_400 })]]);
    await checks.start();
    await pass(MINUTE);
    expect(looks.length).toBe(1);
    await pass(2 * DAY, MINUTE);
    expect(looks.length).toBe(3);
    expect(status()?.day).toBe('u'.repeat(48));
  });

  it('never looks at an app twice at once', async () => {
    answer = () => 'wait';
    await checks.start();
    await pass(10 * MINUTE);
    expect(looks.length).toBe(1);
    const now = checks.checkNow('nas');
    await pass(MINUTE);
    expect(looks.length).toBe(1);
    answer = () => outcome('up');
    looks[0]?.end(outcome('up'));
    expect(await now).toMatchObject({ status: { state: 'up' }, found: { state: 'up' } });
    await pass(2 * MINUTE);
    expect(looks.length).toBe(3);
  });

  it('has so many under way and no more, and gets to all of them', async () => {
    answer = () => 'wait';
    const many = limits.check.concurrent + 50;
    for (let count = 0; count < many; count += 1) apps.set(`app${count}`, appOf(`app${count}`));
    await checks.start();
    await pass(2 * MINUTE);
    expect(looks.length).toBe(limits.check.concurrent);
    for (const one of looks.slice()) one.end(outcome('up'));
    await pass(SECOND, 50);
    expect(new Set(looks.map(({ url }) => url)).size).toBe(many + 1);
  });

  it('looks at a new app at once, and at many new ones one after the other', async () => {
    await checks.start();
    await pass(MINUTE);
    const began = clock.monotonic();
    for (let count = 0; count < 20; count += 1) put(appOf(`new${count}`, { intervalSeconds: 3_600 }));
    await pass(200, 10);
    expect(looks.filter(({ at }) => at > began).length).toBeLessThan(10);
    await pass(2 * SECOND);
    expect(looks.filter(({ at, url }) => at > began && url.includes('new')).length).toBe(20);
  });

  it('goes on when a look fails in itself', async () => {
    const broken = createChecks({
      store,
      clock,
      bus,
      log: pino({ level: 'silent' }),
      look: async () => Promise.reject(new Error('a bug')),
      watched: () => [...apps.values()],
      isKnown: () => true,
    });
    await broken.start();
    await pass(5 * MINUTE);
    expect(broken.status('nas')).toMatchObject({ state: 'unknown' });
    await broken.stop();
  });

  it('keeps its pace when the wall clock jumps', async () => {
    await checks.start();
    await pass(2 * MINUTE);
    clock.jump(5 * DAY);
    await pass(2 * MINUTE);
    clock.jump(-10 * DAY);
    await pass(2 * MINUTE);
    expect(looks.length).toBeGreaterThanOrEqual(5);
    expect(looks.length).toBeLessThanOrEqual(7);
    expect(status()).toMatchObject({ state: 'up', checkedAt: expect.any(Number) });
    expect(status()?.checkedAt).toBeLessThanOrEqual(clock.now());
  });
});

describe('a state', () => {
  const first = async (state: Outcome['state'] = 'up') => {
    answer = () => outcome(state);
    await checks.start();
    await pass(MINUTE);
    expect(status()?.state).toBe(state);
  };

  it('is down only after the retries, which come soon, and since the first of them', async () => {
    await first();
    answer = () => outcome('down');
    const before = looks.length;
    while (looks.length === before) await pass(SECOND);
    const failedAt = clock.now();
    expect(status()).toMatchObject({ state: 'up', checkedAt: failedAt });
    await pass(25 * SECOND);
    expect([looks.length - before, status()?.state]).toEqual([2, 'up']);
    await pass(25 * SECOND);
    expect([looks.length - before, status()?.state]).toEqual([3, 'down']);
    expect(status()?.since).toBe(failedAt);
    expect(status()?.reason).toEqual({ hop: 'tcp', code: 'refused', detail: 'nas.lan:80' });
  });

  it('is back at once, and says since when', async () => {
    await first('down');
    answer = () => outcome('up');
    await pass(MINUTE);
    expect(status()).toMatchObject({ state: 'up', reason: null });
    expect(status()?.since).toBeGreaterThan(clock.now() - MINUTE - SECOND);
  });

  it('is not lost by a failure now and then', async () => {
    await first();
    let turn = 0;
    answer = () => outcome((turn++ % 3 === 2 ? 'up' : 'down') as 'up');
    await pass(60 * MINUTE, 5 * SECOND);
    expect(looks.length).toBeGreaterThan(90);
    expect(status()).toMatchObject({ state: 'up', uptimeDay: 1 });
    expect((await history()).events.length).toBe(1);
  });

  it('without retries follows each look', async () => {
    apps.set('nas', appOf('nas', { retries: 0 }));
    await first();
    answer = () => outcome('down');
    await pass(MINUTE);
    expect(status()?.state).toBe('down');
  });

  it('can be slow, which takes as many tries, and counts as up', async () => {
    await first();
    answer = () => outcome('slow', 900);
    await pass(15 * SECOND);
    await pass(4 * MINUTE);
    expect(status()).toMatchObject({ state: 'slow', latencyMs: 900, uptimeDay: 1, reason: { code: 'slow' } });
  });

  it('is blocked, or unknown, at once', async () => {
    await first();
    answer = () => outcome('blocked');
    await pass(MINUTE);
    expect(status()?.state).toBe('blocked');
    answer = () => outcome('unknown');
    await pass(MINUTE);
    expect(status()?.state).toBe('unknown');
  });

  it('is not touched by a look that found no room, which is tried again soon', async () => {
    await first();
    answer = () => outcome('busy');
    const before = looks.length;
    await pass(90 * SECOND);
    expect(status()).toMatchObject({ state: 'up' });
    expect(looks.length - before).toBeGreaterThan(15);
    answer = () => outcome('up');
    await pass(10 * SECOND);
    expect(status()).toMatchObject({ state: 'up', uptimeDay: 1 });
  });

  it('is given up when nobody could look for long, and that time is unknown', async () => {
    await first();
    answer = () => outcome('busy');
    await pass(10 * MINUTE);
    expect(status()).toMatchObject({ state: 'unknown', reason: { code: 'busy' } });
    const { up } = await history();
    expect(up.at(-2)).toBeNull();
    answer = () => outcome('down');
    await pass(MINUTE);
    expect(status()?.state).toBe('down');
  });

  it('is remembered over a restart with its time, and the time between is unknown', async () => {
    await first();
    answer = () => outcome('down');
    await pass(5 * MINUTE);
    const before = status();
    await checks.stop();
    clock.advance(2 * 60 * MINUTE);
    answer = () => 'wait';
    checks = build();
    await checks.start();
    expect(status()).toMatchObject({ state: 'down', since: before?.since, reason: before?.reason, latencyMs: 10 });
    await pass(MINUTE);
    answer = () => outcome('down');
    looks.at(-1)?.end(outcome('down'));
    await pass(2 * MINUTE);
    expect(status()).toMatchObject({ state: 'down', since: before?.since });
    const { up, events } = await history();
    expect(up.filter((share) => share === null).length).toBeGreaterThan(1_440 - 15);
    expect(events.map(({ state }) => state)).toEqual(['down', 'up']);
  });

  it('that a crash cut off is the last one saved', async () => {
    await first();
    await pass(6 * MINUTE);
    const crashed = checks;
    checks = build();
    await checks.start();
    expect(status()).toMatchObject({ state: 'up' });
    expect((await history()).up.filter((share) => share === 1).length).toBeGreaterThanOrEqual(5);
    await crashed.stop();
  });
});

describe('an app that changes', () => {
  beforeEach(async () => {
    await checks.start();
    await pass(MINUTE);
  });

  it('is looked at anew when its target changes, and the next look decides', async () => {
    answer = () => outcome('down');
    put({ ...appOf('nas'), url: 'http://other/' });
    await pass(SECOND);
    expect(looks.at(-1)?.url).toBe('http://other/');
    expect(status()?.state).toBe('down');
  });

  it('keeps its state when only its pace changes', async () => {
    const before = looks.length;
    put(appOf('nas', { intervalSeconds: 10, timeoutSeconds: 5 }));
    await pass(MINUTE);
    expect(looks.length - before).toBeGreaterThanOrEqual(5);
    expect((await history()).events.length).toBe(1);
  });

  it('while it is looked at: what that look finds counts for nothing', async () => {
    answer = () => 'wait';
    while (looks.every(({ isEnded }) => isEnded)) await pass(SECOND);
    const old = looks.at(-1);
    answer = () => outcome('up');
    put({ ...appOf('nas'), url: 'http://other/' });
    await pass(SECOND, 50);
    expect(old?.signal.aborted).toBe(true);
    expect([looks.at(-1)?.url, status()?.state]).toEqual(['http://other/', 'up']);
  });

  it('or goes while it is looked at: there is nothing left of it', async () => {
    answer = () => 'wait';
    while (looks.every(({ isEnded }) => isEnded)) await pass(SECOND);
    drop('nas');
    await pass(SECOND);
    expect([looks.at(-1)?.signal.aborted, status()]).toEqual([true, null]);
    const before = looks.length;
    await pass(10 * MINUTE);
    expect(looks.length).toBe(before);
  });

  it('is paused: nobody looks, its time is unknown; and goes on as new', async () => {
    put(appOf('nas', { paused: true }));
    await pass(SECOND);
    const before = looks.length;
    await pass(40 * MINUTE, 10 * SECOND);
    expect([looks.length, status()?.state, status()?.reason]).toEqual([before, 'paused', null]);
    expect(status()?.day.slice(-1)).toMatch(/[up]/);
    expect(await checks.checkNow('nas')).toBeNull();
    await restart();
    await pass(5 * MINUTE);
    expect([looks.length, status()?.state]).toEqual([before, 'paused']);
    put(appOf('nas', { paused: true, intervalSeconds: 30 }));
    await pass(5 * MINUTE);
    expect(looks.length).toBe(before);
    put(appOf('nas'));
    await pass(2 * SECOND);
    expect([looks.length, status()?.state]).toEqual([before + 1, 'up']);
    const { events, up } = await history();
    expect(events.map(({ state }) => state)).toEqual(['up', 'paused', 'up']);
    expect(up.filter((share) => share !== null).length).toBeLessThan(5);
  });

  it('has no status without a check, and has its past again with one', async () => {
    put(appOf('nas', null));
    await pass(SECOND);
    expect([status(), await checks.checkNow('nas')]).toEqual([null, null]);
    await pass(10 * MINUTE);
    put(appOf('nas'));
    await pass(SECOND);
    expect(status()).toMatchObject({ state: 'up', since: expect.any(Number) });
    expect((await history()).events.map(({ state }) => state)).toEqual(['up']);
  });

  it('is forgotten once it can not come back', async () => {
    await pass(10 * MINUTE);
    drop('nas');
    await pass(2 * 60 * MINUTE, MINUTE);
    for (const table of ['check_status', 'check_events', 'check_history'])
      expect([table, store.database.prepare(`SELECT count(*) FROM ${table}`).pluck().get()]).toEqual([table, 0]);
  });
});

describe('what is told and kept', () => {
  it('tells what changed, many apps at once', async () => {
    for (let count = 0; count < 30; count += 1) apps.set(`app${count}`, appOf(`app${count}`, { intervalSeconds: 10 }));
    const told: string[][] = [];
    await checks.start();
    bus.on('checks-changed', 'test', ({ appIds }) => told.push(appIds));
    await pass(MINUTE, 50);
    expect(told.length).toBeLessThanOrEqual(4 * 60);
    expect(new Set(told.flat()).size).toBe(31);
  });

  it('writes changes of state together, and nothing for looks that change nothing', async () => {
    for (let count = 0; count < 200; count += 1) apps.set(`app${count}`, appOf(`app${count}`, { retries: 0 }));
    await checks.start();
    await pass(2 * MINUTE);
    const writes = () => store.database.prepare('SELECT count(*) FROM check_events').pluck().get() as number;
    expect(writes()).toBe(201);
    await pass(20 * MINUTE, 5 * SECOND);
    expect(writes()).toBe(201);
    const version = () => store.database.pragma('data_version', { simple: true });
    expect(version()).toBe(version());
    expect(store.database.prepare('SELECT count(*) FROM check_journal').pluck().get()).toBeLessThanOrEqual(5);
  });

  it('keeps a bounded number of events for each app', async () => {
    apps.set('nas', appOf('nas', { retries: 0, intervalSeconds: 10, timeoutSeconds: 5 }));
    let isUp = false;
    answer = () => {
      isUp = !isUp;
      return outcome(isUp ? 'up' : 'down');
    };
    await checks.start();
    await pass(2 * 60 * MINUTE, 5 * SECOND);
    const count = () => store.database.prepare('SELECT count(*) FROM check_events').pluck().get() as number;
    await pass(MINUTE);
    expect(count()).toBeGreaterThan(100);
    expect(count()).toBeLessThanOrEqual(limits.check.eventsPerApp + 400);
    const { events } = await history();
    expect(events.length).toBeLessThanOrEqual(limits.check.eventsPerApp);
    expect(events[0]?.at).toBeGreaterThan(events[1]?.at ?? 0);
  });

  it('shows a history of latency and availability', async () => {
    await checks.start();
    await pass(30 * MINUTE, 5 * SECOND);
    answer = () => outcome('down');
    await pass(30 * MINUTE, 5 * SECOND);
    const { latencyMs, up, uptime, stepMs } = await history();
    expect(stepMs).toBe(MINUTE);
    expect(latencyMs.filter((ms) => ms !== null).length).toBeGreaterThan(25);
    expect(up.filter((share) => share === 0).length).toBeGreaterThan(25);
    expect(uptime).toBeCloseTo(0.5, 1);
    expect(status()?.uptimeDay).toBeCloseTo(uptime ?? 0, 2);
    expect(status()?.day).toMatch(/^-+u+d+-?$/);
  });
});
