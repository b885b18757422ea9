import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { collectSentences, refusalsOf, sentencesOf } from './sentences.ts';

const root = join(import.meta.dirname, '..');
const known = collectSentences();

/** Where a refusal passes on what is found elsewhere, and where its words come from. */
const passedOn: Record<string, string> = {
  'packages/server/src/http/dispatch.ts: issue.message': 'of a check of a schema, which is looked at itself',
  'packages/server/src/features/settings/settings.ts: message': 'of `wrong`, whose sentences are found by their look',
  'packages/server/src/features/nodes/routes.ts: answer.fault.message': 'of an agent, whose sentences are found too',
  'packages/server/src/features/discovery/discovery.ts: answer.fault.message':
    'of an agent, whose sentences are found too',
  'packages/server/src/features/icons/fetch-icon.ts: error.message': 'of the outbound client',
  'packages/server/src/features/backup/maker.ts: error.message': 'of `BackupError`, found by their look',
  'packages/server/src/features/backup/restorer.ts: error.message': 'of `BackupError`, found by their look',
  "packages/server/src/features/users/password-policy.ts: text.replace(/ {2,}/g, ' ')": 'of the password meter',
  'packages/server/src/features/look/routes.ts: parsed.issues[0].message': 'of a schema, which is looked at itself',
};

describe('what the server says to people', () => {
  const files = globSync('packages/{protocol,server}/src/**/*.ts', { cwd: root }).filter(
    (path) => !/\.test\.ts$/.test(path),
  );

  it.each(files)('%s refuses only with words that a page can translate', (path) => {
    const { unknown } = refusalsOf(path, readFileSync(join(root, path), 'utf8'));
    expect(unknown.map((expression) => `${path}: ${expression}`).filter((one) => !(one in passedOn))).toEqual([]);
  });

  it('is kept under names that can be names of functions', () => {
    expect(Object.keys(known).length).toBeGreaterThan(200);
    for (const key of Object.keys(known)) expect(key).toMatch(/^server_\w+$/);
  });

  it.each([
    ['throw new FaultError("invalid", "This is not right.")', ['This is not right.']],
    ['const a = `There are $' + '{limits.user.count} users.`', ['There are {count} users.']],
    ['say(`Too many$' + '{host ? ` to $' + '{host}` : ""} now.`)', ['Too many to {host} now.', 'Too many now.']],
    ['log.info("The server is up now.")', []],
    ['route({ summary: "Every account, by name." })', []],
    ['throw new StartError(`There is no $' + '{name} here.`)', []],
  ])('in %s is %o', (code, sentences) => expect(sentencesOf('a.ts', code)).toEqual(sentences));
});
