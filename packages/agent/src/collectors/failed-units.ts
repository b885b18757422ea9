import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { limits } from '@amud/protocol/limits.ts';
import type { FailedUnitsReading } from '@amud/protocol/reading.ts';
import type { Collector, HostPaths } from './collector.ts';
import { clampText } from './numbers.ts';
import type { Run } from './run.ts';

const EVERY_MS = 60_000;

/** Lines "UNIT LOAD ACTIVE SUB DESCRIPTION" of `systemctl --failed --plain --no-legend`. */
export const parseFailedUnits = (text: string): FailedUnitsReading => {
  const units = text.split('\n').flatMap((line) => {
    const [, name, description] = /^\s*(\S+)\s+\S+\s+failed\s+\S+\s*(.*)$/.exec(line) ?? [];
    if (!name) return [];
    const shortened = clampText(name, limits.reading.nameLength);
    return [
      description
        ? { name: shortened, description: clampText(description, limits.reading.textLength) }
        : { name: shortened },
    ];
  });
  return { count: units.length, units: units.slice(0, limits.reading.failedUnits) };
};

/** systemd's failed units, asked of systemctl, which asks the bus. */
export const failedUnitsCollector = ({ root }: HostPaths, run: Run): Collector => ({
  name: 'failed units',
  everyMs: EVERY_MS,
  collect: async () => {
    if (root !== '/') return 'In a container the agent can not ask the systemd of its host.';
    if (!existsSync(join(root, 'run/systemd/system'))) return 'This host does not run systemd.';
    const answer = await run('systemctl', ['list-units', '--failed', '--plain', '--no-legend', '--no-pager', '--full']);
    if (answer.ok) return { failedUnits: parseFailedUnits(answer.text) };
    if (answer.isMissing) return 'systemctl is not installed.';
    throw new Error(`systemctl: ${answer.reason}`);
  },
});
