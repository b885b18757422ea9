import { m } from '../../messages.ts';
import { part, Sentence } from '../../parts/sentence.tsx';

/** Nobody has connected: what an agent needs to do so. */
export const Empty = () => (
  <div class="empty">
    <h2>{m.nodes_connect()}</h2>
    <p class="dim">{m.nodes_connect_why()}</p>
    <pre class="code-block">
      <code>{`# ${m.nodes_connect_here()}
amud agent

# ${m.nodes_connect_there()}
AMUD_SERVER_URL=${location.origin} \\
AMUD_AGENT_SECRET=${m.nodes_connect_secret()} \\
amud agent`}</code>
    </pre>
    <p class="dim small">
      <Sentence text={m.nodes_connect_same({ variable: part(0) })} parts={[<code>AMUD_AGENT_SECRET</code>]} />
    </p>
  </div>
);
