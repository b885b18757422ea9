import type { NodeView } from '@amud/protocol/live.ts';
import { m } from '../../messages.ts';
import { levelOf } from '../../parts/bar.tsx';
import { list } from '../../parts/format.ts';

/** The first sentence of the page: is there something to do? */
export const summarise = (nodes: readonly NodeView[]): string => {
  if (nodes.length === 0) return m.nodes_none();
  const offline = nodes.filter((node) => node.state === 'offline').length;
  const refused = nodes.filter((node) => node.state === 'unauthenticated').length;
  const full = nodes.filter((node) => node.state === 'online' && levelOf(node.gist?.diskUsedPercent ?? 0) !== 'calm');
  const failed = nodes.filter((node) => node.state === 'online' && node.gist?.failedUnits);
  const failedUnits = failed.reduce((sum, node) => sum + (node.gist?.failedUnits ?? 0), 0);
  const troubles = [
    offline > 0 ? m.nodes_trouble_offline({ count: offline }) : '',
    refused > 0 ? m.nodes_trouble_refused({ count: refused }) : '',
    failedUnits > 0 ? m.nodes_trouble_services({ count: failedUnits, where: onWhich(failed) }) : '',
    full.length === 1 ? m.nodes_trouble_disk({ name: full[0]?.name ?? '' }) : '',
    full.length > 1 ? m.nodes_trouble_disks({ count: full.length }) : '',
  ].filter((trouble) => trouble !== '');
  const count = nodes.length;
  return troubles.length === 0 ? m.nodes_all_well({ count }) : m.nodes_troubles({ count, troubles: list(troubles) });
};

const onWhich = (nodes: readonly NodeView[]): string =>
  nodes.length === 1 ? (nodes[0]?.name ?? '') : m.nodes_trouble_where({ count: nodes.length });
