import { containersOutput, discoveryOutput, ignoreInput } from '@amud/protocol/discovery.ts';
import { done } from '@amud/protocol/http.ts';
import { nodeId } from '@amud/protocol/ids.ts';
import { limits } from '@amud/protocol/limits.ts';
import * as v from 'valibot';
import { type AnyRoute, route } from '../../http/route.ts';
import type { Finder } from './discovery.ts';
import type { Ignored } from './ignored.ts';

export const discoveryRoutes = ({ finder, ignored }: { finder: Finder; ignored: Ignored }): AnyRoute[] => [
  route({
    method: 'GET',
    path: '/api/discovery',
    summary: 'What runs on the hosts and could be an app: containers and open ports that answer. Takes some seconds.',
    access: 'operator',
    output: discoveryOutput,
    handle: finder.find,
  }),
  route({
    method: 'GET',
    path: '/api/discovery/:node/containers',
    summary: 'The containers that run on a host now, to link an app to one.',
    access: 'operator',
    params: v.object({ node: nodeId }),
    output: containersOutput,
    handle: ({ params: { node } }) => finder.containers(node),
  }),
  route({
    method: 'POST',
    path: '/api/discovery/ignored',
    summary: 'Do not propose these again, or do.',
    access: 'operator',
    audit: 'discovery.ignore',
    input: ignoreInput,
    bodyBytes: limits.board.bytes,
    output: done,
    handle: async ({ input: { keys, ignored: isIgnored }, record }) => {
      await ignored.set(keys, isIgnored, record);
      return { ok: true } as const;
    },
  }),
];
