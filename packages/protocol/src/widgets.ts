import type { Fields, ValuesOf } from './forms.ts';

const fields = <const F extends Fields>(of: F): F => of;

/**
 * Every kind of widget with the fields of its settings form. `size` is how large it comes, `least` how small it is still
 * of use, in cells of the desktop grid.
 */
export const widgets = {
  clock: {
    size: { w: 3, h: 2 },
    least: { w: 2, h: 1 },
    fields: fields({
      zone: { kind: 'zone' },
      hours: { kind: 'choice', of: ['auto', '24', '12'], value: 'auto' },
      seconds: { kind: 'switch', value: false },
      date: { kind: 'switch', value: true },
      label: { kind: 'text', most: 40 },
    }),
  },
  greeting: { size: { w: 6, h: 1 }, least: { w: 3, h: 1 }, fields: fields({ name: { kind: 'text', most: 40 } }) },
  weather: {
    size: { w: 3, h: 2 },
    least: { w: 2, h: 2 },
    fields: fields({
      place: { kind: 'place' },
      unit: { kind: 'choice', of: ['auto', 'celsius', 'fahrenheit'], value: 'auto' },
      days: { kind: 'number', from: 0, to: 7, value: 3 },
    }),
  },
  search: { size: { w: 6, h: 1 }, least: { w: 3, h: 1 }, fields: fields({ placeholder: { kind: 'text', most: 60 } }) },
  note: { size: { w: 4, h: 3 }, least: { w: 2, h: 2 }, fields: fields({ text: { kind: 'long-text', most: 20_000 } }) },
  links: {
    size: { w: 3, h: 3 },
    least: { w: 2, h: 2 },
    fields: fields({
      title: { kind: 'text', most: 60 },
      links: {
        kind: 'list',
        most: 50,
        of: { name: { kind: 'text', most: 80, required: true }, url: { kind: 'url', required: true } },
      },
      target: { kind: 'choice', of: ['new', 'same'], value: 'new' },
    }),
  },
  image: {
    size: { w: 3, h: 3 },
    least: { w: 1, h: 1 },
    fields: fields({
      picture: { kind: 'picture' },
      alt: { kind: 'text', most: 200 },
      link: { kind: 'url' },
      fit: { kind: 'choice', of: ['cover', 'contain'], value: 'cover' },
    }),
  },
  frame: {
    size: { w: 6, h: 5 },
    least: { w: 3, h: 3 },
    fields: fields({
      url: { kind: 'url', required: true },
      title: { kind: 'text', most: 80 },
      scripts: { kind: 'switch', value: true },
    }),
  },
  calendar: {
    size: { w: 4, h: 4 },
    least: { w: 3, h: 3 },
    fields: fields({
      sources: {
        kind: 'list',
        most: 10,
        of: {
          name: { kind: 'text', most: 60, required: true },
          url: { kind: 'url', required: true, schemes: ['http', 'https', 'webcal'] },
          color: { kind: 'series' },
        },
      },
      view: { kind: 'choice', of: ['agenda', 'month'], value: 'agenda' },
      days: { kind: 'number', from: 1, to: 60, value: 14 },
    }),
  },
  feeds: {
    size: { w: 4, h: 4 },
    least: { w: 3, h: 3 },
    fields: fields({
      feeds: { kind: 'feeds' },
      category: { kind: 'text', most: 40 },
      entries: { kind: 'number', from: 1, to: 30, value: 8 },
      excerpts: { kind: 'switch', value: false },
    }),
  },
  nodes: { size: { w: 4, h: 2 }, least: { w: 2, h: 2 }, fields: fields({ nodes: { kind: 'node', many: true } }) },
  chart: {
    size: { w: 4, h: 3 },
    least: { w: 3, h: 3 },
    fields: fields({
      node: { kind: 'node' },
      chart: { kind: 'choice', of: ['cpu', 'memory', 'network', 'disk', 'temperature', 'load'], value: 'cpu' },
      minutes: { kind: 'choice', of: ['5', '15'], value: '15' },
    }),
  },
  countdown: {
    size: { w: 3, h: 2 },
    least: { w: 2, h: 1 },
    fields: fields({ title: { kind: 'text', most: 60 }, until: { kind: 'moment' } }),
  },
} as const;

export type WidgetKind = keyof typeof widgets;
export type WidgetSettings<K extends WidgetKind> = ValuesOf<(typeof widgets)[K]['fields']>;
export const widgetKinds = Object.keys(widgets) as [WidgetKind, ...WidgetKind[]];

/**
 * The settings as they go to people who may not change the board: without the addresses of calendars, which let anyone in
 * who has them, and without the exact place of the weather, which is often a home. The answers of the server say what such
 * a page shows of both.
 */
export const settingsForViewer = (widget: WidgetKind, settings: Record<string, unknown>): Record<string, unknown> => {
  if (widget === 'calendar') return { ...settings, sources: [] };
  if (widget === 'weather') return { ...settings, place: null };
  return settings;
};
