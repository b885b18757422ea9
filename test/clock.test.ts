import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, systemClock } from '@amud/protocol/clock.ts';
import { Secret } from '@amud/protocol/secret.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createAgent } from '../packages/agent/src/agent.ts';
import { silentLog } from '../packages/agent/src/log.ts';
import { openSpool } from '../packages/agent/src/spool.ts';
import { eventually } from '../packages/server/test/eventually.ts';
import { AGENT_SECRET, type Client, type Lab, startLab } from '../packages/server/test/lab.ts';

const log = silentLog();
let lab: Lab;
let admin: Client;
let folder: string;
let wrongMs: number;
let stop: () => Promise<void>;

/** The system's clock, wrong by `wrongMs`. */
const clock: Clock = { ...systemClock, now: () => systemClock.now() + wrongMs };

const startAgent = (): void => {
  let looks = 0;
  const agent = createAgent({
    address: `ws+unix:${lab.socketPath}:/agent`,
    secret: new Secret(AGENT_SECRET),
    clock,
    log,
    random: () => 0,
    runId: 'a-run-of-twenty-two-ch',
    identity: { nodeId: 'nas', nodeName: 'nas', version: '0', platform: { hostName: 'nas', architecture: 'x86_64' } },
    discover: async () => ({ addresses: [], ports: [], containers: [] }),
    sampler: {
      sample: async () => {
        looks += 1;
        return { host: { uptimeSeconds: looks, bootAt: 0 } };
      },
      sources: () => [],
      stop: async () => {},
    },
    spool: openSpool({ folder, now: clock.now, log }),
  });
  stop = agent.stop;
  agent.start();
};

const history = async () =>
  (await admin.get('/api/nodes/nas/history?series=host.uptimeSeconds')).body as {
    at: number[];
    values: (number | null)[];
  };
const watch = () => {
  // A page that looks at the node makes it sample each second.
  const socket = new WebSocket(`${lab.url.replace('http', 'ws')}/live`, {
    protocols: 'amud.live.v1',
    headers: { origin: lab.url, cookie: admin.cookie ?? '' },
  } as never);
  socket.addEventListener('open', () => socket.send('{"type":"subscribe","topic":"node:nas"}'));
};

beforeEach(async () => {
  lab = await startLab();
  admin = await lab.admin();
  folder = mkdtempSync(join(tmpdir(), 'amud-clock-'));
  wrongMs = 0;
});
afterEach(async () => {
  await stop();
  await lab.stop();
  rmSync(folder, { recursive: true, force: true });
});

const expectTrueTimes = async (least: number) => {
  await eventually(async () => expect((await history()).at.length).toBeGreaterThanOrEqual(least), 15_000);
  const { at, values } = await history();
  expect(values).toEqual(values.map((_, index) => index + 1));
  for (const time of at) expect(Math.abs(time - Date.now())).toBeLessThan(60_000);
  expect(at).toEqual([...at].sort((a, b) => a - b));
};

it.each([-3_600_000, 86_400_000])('an agent whose clock is wrong by %i ms is shown at the true time', async (wrong) => {
  wrongMs = wrong;
  startAgent();
  await eventually(async () => expect((await admin.get('/api/nodes/nas')).status).toBe(200));
  watch();
  await expectTrueTimes(3);
});

it.each([-7_200_000, 7_200_000])(
  'a clock that jumps by %i ms while it runs moves nothing and loses nothing',
  async (jump) => {
    startAgent();
    await eventually(async () => expect((await admin.get('/api/nodes/nas')).status).toBe(200));
    watch();
    await expectTrueTimes(2);
    wrongMs = jump;
    await expectTrueTimes(6);
  },
);
