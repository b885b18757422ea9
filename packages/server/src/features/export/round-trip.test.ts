import { type ExportedFile, exportedFile } from '@amud/protocol/export.ts';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { toCanonical } from './canonical.ts';
import { differencesOf } from './differences.ts';
import { readFile } from './read-file.ts';
import { writeYaml } from './write-file.ts';

const shortId = fc.stringMatching(/^[a-z0-9]{8,20}$/);
/** What YAML could take for something else, or fold, or lose. */
const tricky = fc.constantFrom(
  'yes',
  'null',
  '~',
  '1e3',
  '0x1f',
  '2026-11-28',
  '- a',
  'a: b',
  '# no',
  '"',
  "'",
  '',
  ' ',
);
const text = (most: number) =>
  fc
    .oneof(
      tricky,
      fc.string({ maxLength: most }),
      fc.string({ unit: 'binary', maxLength: most }),
      fc.constant('a\n\n b \n'),
    )
    .map((one) => one.slice(0, most))
    .filter((one) => one.isWellFormed());
const name = (most: number) => text(most).map((one) => one.trim().slice(0, most).trim() || 'A name');

const app = fc.record({
  id: shortId,
  name: name(80),
  url: fc.constantFrom('', 'https://nas.lan:8443/a?b=c#d', 'ssh://nas.lan'),
  outsideUrl: fc.constant(''),
  icon: fc.constantFrom('', 'brand:jellyfin', `upload:${'a'.repeat(43)}`),
  description: text(200).map((one) => one.trim()),
  tags: fc.array(name(30), { maxLength: 3 }),
  target: fc.constantFrom('same' as const, 'new' as const),
  node: fc.option(fc.record({ id: fc.constant('nas'), part: fc.constantFrom('', 'container:abc') })),
  check: fc.option(
    fc.oneof(
      fc.record({ kind: fc.constant('ping'), host: fc.constant('nas.lan'), retries: fc.nat(10) }),
      fc.record({
        kind: fc.constant('http'),
        keyword: text(200),
        headers: fc.constantFrom([], [{ name: 'X-Key', value: null }]),
      }),
    ),
  ),
});

const feed = fc.record({
  id: shortId,
  name: text(80).map((one) => one.trim()),
  url: fc.webUrl().filter((url) => URL.canParse(url)),
  category: fc.constantFrom('', 'News'),
  everyMinutes: fc.constantFrom(60, 1_440),
  visibleTo: fc.constantFrom('guest', 'public'),
});

const widget = fc.oneof(
  fc.record({ widget: fc.constant('note'), settings: fc.record({ text: text(500) }) }),
  fc.record({ widget: fc.constant('clock'), settings: fc.record({ seconds: fc.boolean(), label: text(40) }) }),
  fc.record({
    widget: fc.constant('links'),
    settings: fc.record({
      links: fc.array(fc.record({ name: name(80), url: fc.constant('https://a.lan/') }), { maxLength: 2 }),
    }),
  }),
);

const file = fc
  .record({
    apps: fc.uniqueArray(app, { maxLength: 5, selector: ({ id }) => id }),
    boards: fc.uniqueArray(
      fc.record({ id: shortId, access: fc.constantFrom('guest', 'public', 'admin'), name: name(60), title: text(60) }),
      { maxLength: 3, selector: ({ id }) => id },
    ),
    feeds: fc.uniqueArray(feed, { maxLength: 3, selector: ({ id }) => id }),
    widgets: fc.array(widget, { maxLength: 4 }),
    ids: fc.uniqueArray(shortId, { minLength: 20, maxLength: 20 }),
    settings: fc.constantFrom({}, { title: 'x', backupKeep: 3 }, { accent: '#aabbcc', customCss: 'a {\n\tb: c;\n}\n' }),
    pictures: fc.constantFrom([], [{ id: 'b'.repeat(43), webp: 'UklGRg==' }]),
  })
  .map(({ apps, boards, feeds, widgets, ids, settings, pictures }) => {
    const desktop = { x: 0, y: 0, w: 3, h: 2 };
    const items = widgets.map((one, index) => ({ kind: 'widget', id: ids[index], desktop, ...one }));
    const cards = apps.map(({ id }, index) => ({ kind: 'app', id: ids[10 + index], desktop, appId: id, bar: 'month' }));
    return {
      ...{ amud: 1, of: 'everything', settings: { everyone: settings, mine: {} }, apps, feeds, pictures },
      boards: boards.map(({ id, access, name: called, title }, index) => ({
        ...{ id, access, name: called, icon: '' },
        sections: [{ id: ids[19], title: title.trim(), items: index === 0 ? [...items, ...cards] : [] }],
      })),
    };
  })
  .map((value) => v.parse(exportedFile, value));

const readBack = (text: string): ExportedFile => {
  const read = readFile(text);
  if (!read.ok) throw new Error(`${JSON.stringify(read.faults)} in ${text}`);
  return read.file;
};

describe('an export of anything', () => {
  it('reads as what was written, and is then written as the same bytes', () => {
    fc.assert(
      fc.property(file, (value) => {
        const yaml = writeYaml(toCanonical(value));
        const json = JSON.stringify(toCanonical(value));
        expect(writeYaml(toCanonical(readBack(yaml)))).toBe(yaml);
        expect(JSON.stringify(toCanonical(readBack(json)))).toBe(json);
        const known = new Set(value.pictures.map(({ id }) => id));
        expect(differencesOf(value, readBack(yaml), known).differences).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('does not depend on the order in which things were made', () => {
    fc.assert(
      fc.property(file, (value) => {
        const turned = { ...value, apps: value.apps.toReversed(), pictures: value.pictures.toReversed() };
        expect(toCanonical(turned)).toEqual(toCanonical(value));
      }),
      { numRuns: 30 },
    );
  });
});

const wrongFiles: [string, RegExp][] = [
  ['', /no line "amud: 1"/],
  ['hello: there\n', /Line 1: : This is no export of AMUD/],
  ['amud: 1\nof: everything\napps:\n  - name: A\n', /Line 4: apps\[0\]\.id: "id" is missing/],
  [
    'amud: 1\nof: everything\napps:\n  - id: abcdefgh\n    name: 12\n',
    /Line 5: apps\[0\]\.name: It should be string, not 12/,
  ],
  ['amud: 2\n', /made by a newer AMUD/],
  ['amud: 1\nof: everything\nboard: []\n', /Line 3: board: "board" is not known here/],
  [
    'amud: 1\nof: everything\nsettings:\n  everyone:\n    titel: x\n',
    /Line 5: settings\.everyone\.titel: There is no setting "titel"/,
  ],
  [
    'amud: 1\nof: everything\nsettings:\n  mine:\n    title: x\n',
    /Line 5: settings\.mine\.title: This setting is one for everyone/,
  ],
  ['amud: 1\nof: everything\napps:\n  - id: abcdefgh\n    name: ""\n', /Line 5: apps\[0\]\.name: Give it a name/],
  ['amud: 1\nof: everything\napps:\n  - id: abcdefgh\n    name: A\n    url: [\n', /Line 7/],
  ['amud: 1\nof: everything\namud: 1\n', /Line 3/],
  [
    'amud: 1\nof: everything\napps:\n  - id: abcdefgh\n    name: A\n    colour: red\n',
    /Line 6: apps\[0\]\.colour: "colour" is not known/,
  ],
  ['{"amud": 1, "of": "everything", "apps": [{"id": "x", "name": "A"}]}', /Line 1: apps\[0\]\.id: This is no id/],
];

const refusalOf = (text: string): string => {
  const read = readFile(text);
  if (read.ok) return 'no fault';
  return read.faults.map(({ line, path, message }) => `Line ${line}: ${path}: ${message}`).join('\n');
};

describe('a file that is wrong', () => {
  it.each(wrongFiles)('is refused with the line and the path: %j', (text, message) => {
    expect(refusalOf(text)).toMatch(message);
  });
});

describe('security 27: a file of any text', () => {
  it('is read or refused with a line, and never throws', () => {
    const damaged = fc.tuple(file, fc.nat(), fc.string({ maxLength: 4 })).map(([value, at, noise]) => {
      const yaml = writeYaml(toCanonical(value));
      const where = at % yaml.length;
      return yaml.slice(0, where) + noise + yaml.slice(where + 2);
    });
    fc.assert(
      fc.property(fc.oneof(damaged, fc.string()), (given) => {
        const read = readFile(given);
        if (!read.ok) expect(read.faults.every(({ line, message }) => line >= 0 && message !== '')).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});
