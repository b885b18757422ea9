import type { NodeView } from '@amud/protocol/live.ts';
import { levelOf } from '../../parts/bar.tsx';
import { plural } from '../../parts/format.ts';

/** The first sentence of the page: is there something to do? */
export const summarise = (nodes: readonly NodeView[]): string => {
  if (nodes.length === 0) return 'No node has connected yet.';
  const offline = nodes.filter((node) => node.state === 'offline').length;
  const refused = nodes.filter((node) => node.state === 'unauthenticated').length;
  const full = nodes.filter((node) => node.state === 'online' && levelOf(node.gist?.diskUsedPercent ?? 0) !== 'calm');
  const failed = nodes.filter((node) => node.state === 'online' && node.gist?.failedUnits);
  const failedUnits = failed.reduce((sum, node) => sum + (node.gist?.failedUnits ?? 0), 0);
  const troubles = [
    offline > 0 ? `${offline} offline` : '',
    refused > 0 ? `${refused} turned away` : '',
    failedUnits > 0 ? `${plural(failedUnits, 'service')} failed on ${onWhich(failed)}` : '',
    full.length === 1 ? `the disk of ${full[0]?.name} is filling up` : '',
    full.length > 1 ? `${full.length} disks are filling up` : '',
  ].filter((trouble) => trouble !== '');
  const all = plural(nodes.length, 'node');
  return troubles.length === 0 ? `${all}, all well` : `${all}: ${troubles.join(', ')}`;
};

const onWhich = (nodes: readonly NodeView[]): string =>
  nodes.length === 1 ? (nodes[0]?.name ?? '') : plural(nodes.length, 'node');
