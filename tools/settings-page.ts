import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyOf, type Field } from '@amud/protocol/forms.ts';
import { type SettingKey, settingKeys, settingOf } from '@amud/protocol/settings.ts';

const messages = (area: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../packages/web/messages/${area}/en.json`), 'utf8'));
const words = { ...messages('settings'), ...messages('look') };

const snake = (key: string): string => key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const helpOf = (key: SettingKey): string => {
  const help = words[`settings_${snake(key)}_help`] ?? words[`look_${snake(key)}_help`];
  return typeof help === 'string' ? help : '';
};

const takes = (field: Field): string => {
  if (field.kind === 'choice') return field.of.length > 8 ? `one of ${field.of.length}` : field.of.join(', ');
  if (field.kind === 'number') return `${field.from} to ${field.to}`;
  if (field.kind === 'text' || field.kind === 'long-text') return `${field.most.toLocaleString('en')} characters`;
  return field.kind;
};

const rowOf = (key: SettingKey): string => {
  const { scope, field, preset } = settingOf(key);
  const value = preset ?? emptyOf(field);
  const shown = value === '' || value === null || typeof value === 'object' ? '' : `\`${value}\``;
  return `| \`${key}\` | ${scope === 'person' ? 'each person' : 'everyone'} | ${takes(field)} | ${shown} | ${helpOf(key)} |`;
};

const groups = [...new Set(settingKeys.map((key) => settingOf(key).group))];
const table = (group: string): string =>
  `## ${group[0]?.toUpperCase()}${group.slice(1)}

| setting | of | takes | preset | |
| --- | --- | --- | --- | --- |
${settingKeys
  .filter((key) => settingOf(key).group === group)
  .map(rowOf)
  .join('\n')}
`;

/** The page of the manual about every setting. */
export const settingsPage = `# Settings

<!-- Made by \`npm run docs\` from packages/protocol/src/settings.ts. Do not edit. -->

Settings are under the gear, each at an address of its own: \`/settings/region#hours\` leads to the clock and marks it. The field above
the list finds them by name, by other words, and with a typo or two; so does the palette (Ctrl+K or ⌘K).

A choice is saved at once. The note about it takes it back, and so do Ctrl+Z or ⌘Z; with Shift it is done again. The
[look](look.md) is tried first and counts when it is kept.

What a person has not chosen is what an admin chose for everyone, or else the preset. Each setting says which, and has a button back.

Programs read and change settings at \`GET\` and \`PATCH /api/settings\`.

${groups.map(table).join('\n')}`;
