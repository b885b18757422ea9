import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { translations } from '@zxcvbn-ts/language-en';
import { parseSync } from 'vite';

/**
 * Finds the English sentences that the server says to people. A page in another language shows their translations
 * (`packages/web/src/state/server-words.ts`); programs that use the API get English.
 */

const root = join(import.meta.dirname, '..');

/** What is said on a terminal or in a log, or what describes the API: nobody sees it on a page. */
const silentCalls = new Set([
  'StartError',
  'EnvironmentError',
  'Error',
  'TypeError',
  'log',
  'info',
  'warn',
  'error',
  'debug',
]);
const silentProperties = new Set(['summary', 'meaning', 'description']);
const silentFiles =
  /\/(environment|openapi|rescue|rescue-backup|main|cookies|headers|limits|log|unix-socket)\.ts$|\/migrations\//;

/** Found, but never on a page, with the reason. What a person can cause belongs into the table instead. */
const notForPages: Record<string, string> = {
  'Bad Request': 'what HTTP calls it',
  'Not Found': 'what HTTP calls it',
  'Request Header Fields Too Large': 'what HTTP calls it',
  'Request Timeout': 'what HTTP calls it',
  'Service Unavailable': 'what HTTP calls it',
  'Too Many Requests': 'what HTTP calls it',
  'Upgrade Required': 'what HTTP calls it',
  'Bad message: {getDotPath}: {message}': 'only a program speaks the protocol wrongly',
  'Intel {card}': 'a name',
  'Chrome (headless)': 'a name',
  '`from` is after `to`.': 'the page asks for no such range',
  'must be a whole number': 'of an address that the page puts together',
  'is not an action': 'of an address that the page puts together',
  'is not a topic': 'the page knows the topics',
  'is not a node id': 'of an agent, or of an address that the page puts together',
  'is not a nonce': 'of an agent',
  'is not a proof': 'of an agent',
  'is not an id': 'of an address that the page puts together',
  'Expected hello.': 'only an agent could say something else',
  'No proof within 5 s.': 'only an agent could be so slow',
  'The greeting is too large.': 'of an agent',
  'The agent link is not for browsers.': 'the page does not ask for it',
  'Take back the last step of a board.': 'describes the API',
  'Do again the step that was taken back last.': 'describes the API',
};

/** Parts of sentences. They begin with a small letter, so their look does not give them away. */
const fragments = [
  'no address at all',
  'this machine itself',
  'a link-local address',
  'a multicast address',
  'the broadcast address',
  'a private address',
  'no IP address',
  'a tunnel address',
  "a cloud's metadata service",
  'a reserved address',
  'Type the address that it has in your network instead.',
  'for this user name',
  'from this browser',
  'from this address',
  '{seconds} seconds',
  '{minutes} minutes',
  'the key of the secrets',
  'the database',
  'the key file',
  'A section',
  'invalid IPC authentication: AMUD_AGENT_SECRET of the agent and of the server differ',
];

/** Of libraries whose words are passed on: the password meter's, and valibot's where a schema has none. */
const ofLibraries = [
  ...Object.values(translations.warnings),
  ...Object.values(translations.suggestions),
  'Invalid {what}: Expected {expected} but received {received}',
  'Invalid {what}: Received {received}',
];

type Node = Record<string, unknown> & { type: string };
const isNode = (value: unknown): value is Node => typeof (value as Node | null)?.type === 'string';

const isSentence = (text: string): boolean =>
  /^["“`]?(\p{Lu}|\{)/u.test(text) &&
  /\p{Ll}{2}.* |\p{Lu}\p{Ll}* \p{Ll}/u.test(text) &&
  /[a-z]{2} |[a-z]{3}\.$/.test(text.replace(/\{\w+\}/g, '')) &&
  !/[<>]|^(SELECT|CREATE|INSERT|UPDATE|DELETE|ALTER|PRAGMA|DROP|BEGIN|WITH) /.test(text);

const nameOf = (value: unknown): string => {
  if (!isNode(value)) return '';
  if (value.type === 'MemberExpression') return nameOf(value['property']);
  if (value.type === 'CallExpression') return nameOf((value['arguments'] as unknown[])[0]) || nameOf(value['callee']);
  if (value.type === 'TSAsExpression' || value.type === 'ChainExpression') return nameOf(value['expression']);
  if (value.type === 'LogicalExpression' || value.type === 'BinaryExpression') return nameOf(value['left']);
  return value.type === 'Identifier' ? String(value['name']) : '';
};

const MOST_VARIANTS = 8;

/** Every text that an expression can be: a template with a choice in it is two. `undefined`: not known here. */
const textsOf = (value: unknown): string[] | undefined => {
  if (!isNode(value)) return undefined;
  if (value.type === 'Literal') return typeof value['value'] === 'string' ? [value['value']] : undefined;
  if (value.type === 'ConditionalExpression') {
    const [one, other] = [textsOf(value['consequent']), textsOf(value['alternate'])];
    return one && other ? [...one, ...other] : undefined;
  }
  if (value.type !== 'TemplateLiteral') return undefined;
  const quasis = value['quasis'] as { value: { cooked: string } }[];
  const expressions = value['expressions'] as unknown[];
  return quasis.reduce<string[]>(
    (made, { value: { cooked } }, index) => {
      const put =
        index === 0 ? [''] : (textsOf(expressions[index - 1]) ?? [`{${nameOf(expressions[index - 1]) || 'value'}}`]);
      return made.flatMap((before) => put.map((part) => before + part + cooked)).slice(0, MOST_VARIANTS);
    },
    [''],
  );
};

/** A name occurs once in a sentence. */
const withNames = (text: string): string => {
  const seen = new Map<string, number>();
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? `{${name}}` : `{${name}${count}}`;
  });
};

/** The sentences of one file, in their order. */
export const sentencesOf = (file: string, code: string): string[] => {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (!isNode(value)) return;
    if (value.type.startsWith('TS') && value.type !== 'TSAsExpression' && value.type !== 'TSSatisfiesExpression')
      return;
    if (value.type === 'ImportDeclaration') return;
    if (/^(Call|New)Expression$/.test(value.type) && silentCalls.has(nameOf(value['callee']))) return;
    if (value.type === 'Property' && silentProperties.has(nameOf(value['key']))) return;
    const texts = textsOf(value);
    if (texts) return void found.push(...texts.map(withNames).filter(isSentence));
    Object.values(value).forEach(visit);
  };
  visit(parseSync(file, code).program);
  return found;
};

/**
 * The words of every refusal in a file: of each `FaultError`, and of the checks of each schema. `unknown` are those that are
 * put together elsewhere.
 */
export const refusalsOf = (file: string, code: string): { texts: string[]; unknown: string[] } => {
  const texts: string[] = [];
  const unknown: string[] = [];
  const take = (value: Node | undefined) => {
    const found = textsOf(value);
    if (found) texts.push(...found.map(withNames));
    else if (value) unknown.push(code.slice(Number(value['start']), Number(value['end'])).replace(/\s+/g, ' '));
  };
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (!isNode(value)) return;
    const words = (value['arguments'] ?? []) as Node[];
    if (value.type === 'NewExpression' && nameOf(value['callee']) === 'FaultError') take(words[1]);
    // A text without a space is a preset, not a message.
    if (isCheck(value))
      words
        .slice(1)
        .filter((word) => textsOf(word)?.some((text) => / /.test(text)))
        .forEach(take);
    Object.values(value).forEach(visit);
  };
  visit(parseSync(file, code).program);
  return { texts, unknown };
};

/** `v.minLength(1, 'Give it a name.')` */
const isCheck = (value: Node): boolean => {
  const callee = value['callee'] as Node | undefined;
  return value.type === 'CallExpression' && callee?.type === 'MemberExpression' && nameOf(callee['object']) === 'v';
};

const slugOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .split(' ')
    .slice(0, 9)
    .join('_');

/** The same sentence with other names for what is put in is the same. */
const shapeOf = (text: string): string => text.replace(/\{\w+\}/g, '{}');

export const collectSentences = (): Record<string, string> => {
  const files = globSync('packages/{protocol,server}/src/**/*.ts', { cwd: root })
    .concat(globSync('packages/agent/src/{answers,collectors/*,discovery/*}.ts', { cwd: root }))
    .filter((path) => !/\.test\.ts$/.test(path) && !silentFiles.test(path))
    .toSorted();
  const all = [
    ...files.flatMap((path) => {
      const code = readFileSync(join(root, path), 'utf8');
      return [...sentencesOf(path, code), ...refusalsOf(path, code).texts];
    }),
    ...fragments,
    ...ofLibraries,
  ];
  const byShape = new Map(all.filter((text) => !(text in notForPages)).map((text) => [shapeOf(text), text]));
  const keyed: Record<string, string> = {};
  for (const text of [...byShape.values()].toSorted()) {
    const slug = `server_${slugOf(text)}`;
    const key = slug in keyed ? `${slug}_${Object.keys(keyed).filter((one) => one.startsWith(slug)).length + 1}` : slug;
    keyed[key] = text;
  }
  return keyed;
};

/** `packages/web/messages/server/en.json`. */
export const serverSentences = (): string => `${JSON.stringify(collectSentences(), null, 2)}\n`;
