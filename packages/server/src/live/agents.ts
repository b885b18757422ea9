import { AGENT_SUBPROTOCOL, type AskKind, type Hello } from '@amud/protocol/agent.ts';
import { closeCodes } from '@amud/protocol/channel.ts';
import type { Clock } from '@amud/protocol/clock.ts';
import type { Result } from '@amud/protocol/faults.ts';
import { limits } from '@amud/protocol/limits.ts';
import { isProof, prove } from '@amud/protocol/proof.ts';
import type { Secret } from '@amud/protocol/secret.ts';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Bus } from '../core/bus.ts';
import type { Log } from '../core/log.ts';
import type { Upgrade } from '../http/server.ts';
import { type AgentConnection, openAgentConnection } from './agent-connection.ts';
import { takeUpgrade } from './frames.ts';

export type AgentsParts = {
  secret: Secret;
  version: string;
  clock: Clock;
  bus: Bus;
  log: Log;
  /** The last look held of this agent's run. */
  have(nodeId: string, runId: string): number | undefined;
  /** How often a node is to sample, when it connects. */
  intervalMs(nodeId: string): number;
};

export type Agents = {
  upgrade: Upgrade;
  ask(nodeId: string, kind: AskKind): Promise<Result<unknown>>;
  setInterval(nodeId: string, intervalMs: number): void;
  /** Ends the connection of a node; its agent will come back. */
  drop(nodeId: string, reason: string): void;
  close(): void;
};

const REFUSED = 'invalid IPC authentication: AMUD_AGENT_SECRET of the agent and of the server differ';

/** The server's end of the agent link: who may speak for a node, one connection each. */
export const createAgents = (parts: AgentsParts): Agents => {
  const nodes = new Map<string, AgentConnection>();
  const sockets = new Set<WebSocket>();
  const link = new WebSocketServer({
    noServer: true,
    maxPayload: limits.agent.frameBytes,
    perMessageDeflate: false,
    clientTracking: false,
    handleProtocols: () => AGENT_SUBPROTOCOL,
  });
  let unproven = 0;

  const take = (socket: WebSocket): void => {
    unproven += 1;
    sockets.add(socket);
    let mine: AgentConnection | undefined;
    let isProven = false;
    const proven = (connection: AgentConnection): void => {
      isProven = true;
      unproven -= 1;
      mine = connection;
    };
    openAgentConnection(socket, parts.clock, {
      hello: (hello, nonce, connection) => void admit(parts, nodes, hello, nonce, connection, proven),
      message: (message, connection) => forward(parts, message, connection),
      closed: (reason) => {
        sockets.delete(socket);
        if (!isProven) unproven -= 1;
        if (mine && nodes.get(mine.nodeId) === mine) {
          nodes.delete(mine.nodeId);
          parts.log.info({ node: mine.nodeId, reason }, 'agent disconnected');
          parts.bus.emit('agent-lost', { nodeId: mine.nodeId, reason });
        }
      },
    });
  };

  return {
    upgrade: (request, socket, head, refuse) => {
      const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
      if (!offered.includes(AGENT_SUBPROTOCOL))
        return refuse(426, `This server speaks ${AGENT_SUBPROTOCOL}. Update the agent or the server.`);
      // Agents are programs: a browser has no business here, whatever page it shows.
      if (request.headers.origin !== undefined) return refuse(403, 'The agent link is not for browsers.');
      if (unproven >= limits.agent.unproven || sockets.size >= limits.agent.connections) {
        return refuse(503, 'Too many agents connect at once. Try again in a few seconds.');
      }
      takeUpgrade(link, { request, socket, head }, refuse, take);
    },
    ask: async (nodeId, kind) =>
      (await nodes.get(nodeId)?.ask(kind)) ?? {
        ok: false,
        fault: { kind: 'agent-away', message: `The agent of ${nodeId} is not connected.` },
      },
    setInterval: (nodeId, intervalMs) => {
      nodes.get(nodeId)?.send({ type: 'configure', intervalMs });
      if (nodes.has(nodeId)) parts.bus.emit('agent-interval', { nodeId, intervalMs });
    },
    drop: (nodeId, reason) => nodes.get(nodeId)?.close(closeCodes.goingAway, reason),
    close: () => {
      for (const socket of sockets) socket.close(closeCodes.goingAway, 'The server is stopping.');
      for (const socket of sockets) socket.terminate();
    },
  };
};

/** Checks the proof, settles who speaks for the node, proves ourselves, and lets the samples come. */
const admit = async (
  parts: AgentsParts,
  nodes: Map<string, AgentConnection>,
  hello: Hello,
  serverNonce: string,
  connection: AgentConnection,
  proven: (connection: AgentConnection) => void,
): Promise<void> => {
  const { nodeId, nonce: agentNonce, runId } = hello;
  if (!isProof(parts.secret, { role: 'agent', serverNonce, agentNonce, nodeId }, hello.proof)) {
    parts.log.warn({ node: nodeId }, REFUSED);
    parts.bus.emit('agent-refused', { nodeId, reason: REFUSED });
    return connection.close(closeCodes.unauthenticated, 'invalid IPC authentication');
  }
  const rival = nodes.get(nodeId);
  // The same run on a new connection: the old one is dead, whether we noticed or not.
  if (rival && rival.runId !== runId && (await rival.isAlive(limits.agent.rivalMs))) {
    parts.log.warn({ node: nodeId }, 'a second agent claims a node that has a live one');
    return connection.close(
      closeCodes.conflict,
      `Another agent is connected as "${nodeId}". Set AMUD_NODE_TAG to another name.`,
    );
  }
  rival?.close(closeCodes.goingAway, 'Replaced by a newer connection.');
  nodes.set(nodeId, connection);
  proven(connection);
  const have = parts.have(nodeId, runId);
  const proof = prove(parts.secret, { role: 'server', serverNonce, agentNonce, nodeId });
  connection.send({ type: 'welcome', proof, version: parts.version, ...(have === undefined ? {} : { have }) });
  const intervalMs = parts.intervalMs(nodeId);
  connection.send({ type: 'configure', intervalMs });
  parts.log.info({ node: nodeId, version: hello.version }, 'agent connected');
  parts.bus.emit('agent-connected', { hello, intervalMs });
};

type Forwarded = Parameters<Parameters<typeof openAgentConnection>[2]['message']>[0];

const forward = ({ bus }: AgentsParts, message: Forwarded, { nodeId, runId }: AgentConnection): void => {
  if (message.type === 'sample') bus.emit('sample', { nodeId, runId, sample: message });
  if (message.type === 'backfill') bus.emit('backfill', { nodeId, samples: message.samples, isLast: message.isLast });
};
