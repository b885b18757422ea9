import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNames, fullName } from './process-names.ts';
import { cpuPercentOf, parsePasswd, parseProcessStat, parseUid } from './processes.ts';

const line = (name: string, user = 100, system = 50, startedAt = 4_000, pages = 321) =>
  `42 (${name}) S 1 42 42 0 -1 4194560 1 2 3 4 ${user} ${system} 7 8 20 0 1 0 ${startedAt} 46301184 ${pages} 18446744073709551615 1`;

describe('/proc/pid/stat', () => {
  it.each([
    ['bash', 'bash'],
    ['tmux: server', 'tmux: server'],
    [') R 1 (', ') R 1 ('],
    ['((sd-pam))', '((sd-pam))'],
    ['a\nb', 'a?b'],
    ['', '?'],
    ['café', 'café'],
  ])('has any name: %j', (name, shown) => {
    expect(parseProcessStat(line(name))).toEqual({ name: shown, jiffies: 150, startedAt: 4_000, pages: 321 });
  });

  it('is nothing where it is cut off', () => {
    expect(parseProcessStat('42 (bash) S 1 42')).toBeUndefined();
    expect(parseProcessStat('')).toBeUndefined();
  });
});

describe('CPU of a process', () => {
  const stat = { name: 'x', jiffies: 500, startedAt: 4_000, pages: 1 };
  const last = { elapsedMs: 5_000, newestStart: 9_000 };

  it('is the time since the last look, of one core', () => {
    expect(cpuPercentOf(stat, { jiffies: 250, startedAt: 4_000 }, last)).toBe(50);
  });

  it('is all its time when it is new, also under an old number', () => {
    expect(cpuPercentOf({ ...stat, startedAt: 9_500 }, undefined, last)).toBe(100);
    expect(cpuPercentOf({ ...stat, startedAt: 9_500 }, { jiffies: 400, startedAt: 4_000 }, last)).toBe(100);
  });

  it('is none when it was out of sight, at the first look, and when time went back', () => {
    expect(cpuPercentOf(stat, undefined, last)).toBe(0);
    expect(cpuPercentOf(stat, { jiffies: 250, startedAt: 4_000 }, { ...last, elapsedMs: 0 })).toBe(0);
    expect(cpuPercentOf(stat, { jiffies: 900, startedAt: 4_000 }, last)).toBe(0);
  });

  it('is never negative or endless', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.integer({ min: -5, max: 90_000 }), (now, before, elapsedMs) => {
        const value = cpuPercentOf(
          { ...stat, jiffies: now },
          { jiffies: before, startedAt: 4_000 },
          { ...last, elapsedMs },
        );
        expect(value).toBeGreaterThanOrEqual(0);
        expect(Number.isFinite(value)).toBe(true);
      }),
    );
  });
});

describe('a process whose memory is stuck', () => {
  const stuck = { pid: 1, stat: { name: 'unattended-upgr', startedAt: 5 } };
  const other = { pid: 2, stat: { name: 'systemd-journal', startedAt: 6 } };

  it('keeps its short name, is asked once, and lets others keep theirs', async () => {
    const asked: string[] = [];
    const names = createNames('/proc', (path) => {
      asked.push(path);
      return new Promise(() => {});
    });
    for (let round = 0; round < 3; round++) {
      expect(await names.nameOf(stuck)).toBe('unattended-upgr');
      expect(await names.nameOf(other)).toBe('systemd-journal');
    }
    expect(asked).toEqual(['/proc/1/cmdline']);
  });

  it('is asked anew when another has its number', async () => {
    const names = createNames('/proc', async () => '/usr/bin/unattended-upgrades\0');
    expect(await names.nameOf(stuck)).toBe('unattended-upgrades');
    names.keep([]);
    expect(await names.nameOf({ pid: 1, stat: { name: 'kworker/0:1-eve', startedAt: 9 } })).toBe('kworker/0:1-eve');
  });
});

describe('names', () => {
  it('are those of the program where the kernel cut them', () => {
    expect(fullName('unattended-upgr', '/usr/bin/unattended-upgrades\0--wait')).toBe('unattended-upgrades');
    expect(fullName('MainThread', '/usr/bin/node\0x.js')).toBe('node');
    expect(fullName('nginx', 'nginx: worker process')).toBe('nginx');
    expect(fullName('kworker/0:1', '')).toBe('kworker/0:1');
  });

  it('of users come from passwd, by the effective number', () => {
    expect(parseUid('Name:\tx\nUid:\t1000\t0\t0\t0\n')).toBe(0);
    expect(parsePasswd('root:x:0:0::/root:/bin/sh\nbroken\nsam:x:1000:1000:,,,:/home/sam:/bin/sh\n')).toEqual(
      new Map([
        [0, 'root'],
        [1000, 'sam'],
      ]),
    );
  });
});
