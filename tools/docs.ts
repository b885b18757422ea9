import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { agentEnvironment, cliEnvironment, type Environment, serverEnvironment } from '@amud/protocol/environment.ts';
import { limits } from '@amud/protocol/limits.ts';

/** Writes docs/configuration.md from the schema of the environment and the table of limits; `--check` only compares. */
const rows = (environment: Environment): string =>
  Object.entries(environment)
    .map(
      ([name, { preset, meaning, secret }]) =>
        `| \`${name}\`${secret ? ` or \`${name}_FILE\`` : ''} | ${preset ? `\`${preset}\`` : ''} | ${meaning.replaceAll('|', '\\|')} |`,
    )
    .join('\n');

const table = (title: string, text: string, environment: Environment): string =>
  `## ${title}\n\n${text}\n\n| variable | default | meaning |\n| --- | --- | --- |\n${rows(environment)}\n`;

const limitRows = Object.entries(limits)
  .flatMap(([area, values]) =>
    Object.entries(values).map(([name, value]) => `| ${area} | \`${name}\` | ${value.toLocaleString('en')} |`),
  )
  .join('\n');

const page = `# Configuration

<!-- Made by \`npm run docs\` from packages/protocol/src/environment.ts and limits.ts. Do not edit. -->

AMUD needs no configuration file. What differs between installations is in the environment; a bad value stops the start
and names the variable. A secret may come from a file instead: set \`NAME_FILE\` to its path.

${table('Server', 'Read by `amud server`, and so by `amud up` and `npm start`.', serverEnvironment)}
${table('Agent', 'Read by `amud agent`, and so by `amud up` and `npm start`.', agentEnvironment)}
${table('Command line', 'Read by `amud up` and `amud doctor` themselves.', cliEnvironment)}
## Limits

Everything that comes from outside has a bound. These are built in.

| area | limit | value |
| --- | --- | --: |
${limitRows}
`;

const path = join(import.meta.dirname, '../docs/configuration.md');
if (!process.argv.includes('--check')) writeFileSync(path, page);
else if (readFileSync(path, 'utf8') !== page) {
  console.error('docs/configuration.md is stale. Run: npm run docs');
  process.exitCode = 1;
}
