import { m } from '../../../messages.ts';
import { type Draft, toInput } from './draft.ts';

/** What is wrong, by the path of its field. */
export type Wrongs = Readonly<Record<string, string>>;

const words: Record<string, (draft: Draft) => string> = {
  name: ({ name }) => (name.trim() === '' ? m.apps_wrong_name_empty() : m.apps_wrong_name_long()),
  url: m.apps_wrong_url,
  outsideUrl: m.apps_wrong_url,
  description: m.apps_wrong_description,
  'check.url': m.apps_wrong_check_url,
  'check.host': m.apps_wrong_host,
  'check.name': m.apps_wrong_host,
  'check.server': m.apps_wrong_server,
  'check.port': m.apps_wrong_port,
  'check.intervalSeconds': m.apps_wrong_interval,
  'check.timeoutSeconds': m.apps_wrong_timeout,
  'check.retries': m.apps_wrong_retries,
  'check.slowMs': m.apps_wrong_slow,
  'check.warnDays': m.apps_wrong_days,
  'check.expectedStatus': m.apps_wrong_codes,
  'check.jsonPath': m.apps_wrong_path,
};

/** Whether there is a place beside a field that says what is wrong with it. */
export const hasPlace = (path: string): boolean =>
  Object.hasOwn(words, path) || /^tags|^check\.headers(\.\d+\.(name|value))?$/.test(path);

const wordsOf = (path: string, draft: Draft): string => {
  const known = words[path];
  if (known) return known(draft);
  if (path.startsWith('tags')) return m.apps_wrong_tags();
  if (/^check\.headers\.\d+\.name$/.test(path)) return m.apps_wrong_header_name();
  if (/^check\.headers\.\d+\.value$/.test(path)) return m.apps_wrong_header_value();
  return m.apps_wrong_other();
};

/** A check of the app's own address needs one. */
const missingUrl = (draft: Draft): Wrongs => {
  const needs = draft.isWatched && draft.check.kind === 'http' && draft.url.trim() === '' && draft.check.url === '';
  return needs ? { url: m.apps_wrong_url_watched() } : {};
};

const notOfTheWeb = (draft: Draft): Wrongs => {
  const { isWatched, check, url } = draft;
  const isWeb = /^https?:\/\//i.test(url.trim());
  const wrong = isWatched && check.kind === 'http' && check.url === '' && url.trim() !== '' && !isWeb;
  return wrong ? { 'check.url': m.apps_wrong_not_web() } : {};
};

const newHeaders = ({ isWatched, check }: Draft): Wrongs =>
  Object.fromEntries(
    (isWatched && check.kind === 'http' ? check.headers : []).flatMap((header, index) =>
      header.value === '' ? [[`check.headers.${index}.value`, m.apps_wrong_header_empty()]] : [],
    ),
  );

export const wrongsOf = (draft: Draft): Wrongs => {
  const input = toInput(draft);
  const found = input.ok ? {} : Object.fromEntries(input.paths.map((path) => [path, wordsOf(path, draft)]));
  return { ...missingUrl(draft), ...notOfTheWeb(draft), ...newHeaders(draft), ...found };
};
