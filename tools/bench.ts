import { measureAgent } from './bench/agent.ts';
import { measureAttack } from './bench/attack.ts';
import { measureBrowsers } from './bench/browsers.ts';
import { measureChecks } from './bench/checks.ts';
import { measureDashboard } from './bench/dashboard.ts';
import { figures } from './bench/figures.ts';
import { measureHistory } from './bench/history.ts';
import { measureLink } from './bench/link.ts';
import { measurePage } from './bench/page.ts';
import { measureSearch } from './bench/search.ts';
import { measureServer } from './bench/server.ts';
import { measureSoak } from './bench/soak.ts';

/**
 * Every budget of the design that can be measured now, a line each: `name value unit budget`. Figures of time depend on
 * the machine; ratios and medians are of one run. `npm run bench -- NAME …` measures only some parts; `soak`, which takes an
 * hour, only when it is named.
 */
const parts = {
  server: measureServer,
  dashboard: measureDashboard,
  agent: measureAgent,
  page: measurePage,
  browsers: measureBrowsers,
  search: measureSearch,
  link: measureLink,
  attack: measureAttack,
  checks: measureChecks,
  history: measureHistory,
  soak: measureSoak,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. Parts: ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}
for (const [name, measure] of Object.entries(parts)) {
  if (wanted.length > 0 ? !wanted.includes(name) : name === 'soak') continue;
  await measure();
}
const missed = figures.filter((figure) => figure.isMissed);
console.log(missed.length === 0 ? 'all within budget' : `missed: ${missed.map(({ name }) => name).join(', ')}`);
process.exit(0);
