import { prepare, search } from '../../packages/web/src/pages/palette/match.ts';
import { median, print } from './figures.ts';

const stems = [
  'Jellyfin',
  'Home Assistant',
  'Pi-hole',
  'Nextcloud',
  'Paperless-ngx',
  'Grafana',
  'Überwachung',
  'مكتبة',
];
const queries = [
  'j',
  'je',
  'jelyfin',
  'home asistant',
  'paprless',
  '172',
  'qwertyuiop',
  'uberw',
  'zzzz zzzz zzzz',
  'مكت',
];

/** The palette with a thousand entries: from a letter typed to what fits, for words that are there, mistyped and nowhere. */
export const measureSearch = async (): Promise<void> => {
  const entries = Array.from({ length: 1_000 }, (_, index) => {
    const name = `${stems[index % stems.length]} ${index}`;
    return prepare(index, name, ['runs on the nas', 'media', `https://app${index}.lan:8443/`]);
  });
  const slowest = queries.map((query) => {
    const times = Array.from({ length: 40 }, () => {
      const began = performance.now();
      search(entries, query);
      return performance.now() - began;
    });
    return median(times);
  });
  print('search_1000_entries_usual', median(slowest), 'ms');
  print('search_1000_entries_slowest', Math.max(...slowest), 'ms', { most: 16 });
};
