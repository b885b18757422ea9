/** Nobody has connected: what an agent needs to do so. */
export const Empty = () => (
  <div class="empty">
    <h2>Connect the first one</h2>
    <p class="dim">
      A node is a host with an AMUD agent. Start the agent on it, and it appears here by itself, with its CPU, memory,
      disks and network, live.
    </p>
    <pre class="code-block">
      <code>{`# on this host, beside the server
amud agent

# on any other host
AMUD_SERVER_URL=${location.origin} \\
AMUD_AGENT_SECRET=…the server's… \\
amud agent`}</code>
    </pre>
    <p class="dim small">
      Server and agent must have the same <code>AMUD_AGENT_SECRET</code>. An agent with another one is turned away, and
      this page says so.
    </p>
  </div>
);
