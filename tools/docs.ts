import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { agentEnvironment, cliEnvironment, type Environment, serverEnvironment } from '@amud/protocol/environment.ts';
import { limits } from '@amud/protocol/limits.ts';
import { settingsPage } from './settings-page.ts';

/** Writes docs/configuration.md and docs/settings.md from the environment, the limits and the table of settings; `--check` only compares. */
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

const pages = { configuration: page, settings: settingsPage };

for (const [name, text] of Object.entries(pages)) {
  const path = join(import.meta.dirname, `../docs/${name}.md`);
  if (!process.argv.includes('--check')) writeFileSync(path, text);
  else if (!existsSync(path) || readFileSync(path, 'utf8') !== text) {
    console.error(`docs/${name}.md is stale. Run: npm run docs`);
    process.exitCode = 1;
  }
}
