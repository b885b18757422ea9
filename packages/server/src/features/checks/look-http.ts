import type { Check, CheckReason } from '@amud/protocol/checks.ts';
import { parseJsonPath } from '@amud/protocol/json-path.ts';
import type { Head, Reading } from '../../core/outbound/exchange.ts';
import { reasonOf } from './reasons.ts';
import { fine, type Runner, type Verdict } from './runner.ts';
import { statusCodesOf } from './status-codes.ts';
import { textOf, valueAt } from './value-at.ts';
import type { Task } from './watched.ts';

type HttpCheck = Extract<Check, { kind: 'http' }>;

/** Asks for the page and judges status, then what the body has to have. No more of the body is read than that needs. */
export const lookByHttp: Runner<HttpCheck> = async (task, way) => {
  const { check } = task;
  const codes = statusCodesOf(check.expectedStatus);
  const keyword = createKeyword(check.keyword);
  const wants = (): Reading => {
    if (check.jsonPath !== '') return 'all';
    return keyword ? keyword.find : 'nothing';
  };
  const needsBody = wants() !== 'nothing';
  const answer = await way.outbound.request({
    ...way,
    zone: 'lan',
    url: check.url || task.url,
    method: check.method === 'HEAD' && needsBody ? 'GET' : check.method,
    headers: headersOf(task),
    pin: check.pin || undefined,
    follows: ({ status }: Head) => !codes.names(status),
    readingOf: ({ status }: Head) => (codes.has(status) ? wants() : 'nothing'),
  });
  if (!codes.has(answer.status)) return down('http', 'status', answer.status);
  if (keyword && check.jsonPath !== '') keyword.find(answer.body);
  if (keyword && keyword.isFound() === keyword.isUnwanted)
    return down('body', keyword.isUnwanted ? 'keyword-present' : 'keyword-missing', keyword.text);
  return check.jsonPath === '' ? fine : judgeJson(check, answer.body);
};

const down = (hop: 'http' | 'body', code: CheckReason['code'], detail: string | number = ''): Verdict => ({
  state: 'down',
  reason: reasonOf(hop, code, detail),
});

/** What is stored goes where nothing newer was typed. */
const headersOf = ({ check, headers }: Task<HttpCheck>): Record<string, string> =>
  Object.fromEntries(
    check.headers.flatMap(({ name, value }) => {
      const known = value ?? headers.get(name.toLowerCase())?.reveal();
      return known === undefined ? [] : [[name, known]];
    }),
  );

/** Looks for a text in a body that comes in pieces, whichever of the two common encodings it has. */
const createKeyword = (keyword: string) => {
  const isUnwanted = keyword.startsWith('!');
  const text = isUnwanted ? keyword.slice(1) : keyword;
  if (text === '') return undefined;
  const forms = [Buffer.from(text, 'utf8'), Buffer.from(text, 'latin1')];
  const overlap = Math.max(...forms.map((form) => form.length)) - 1;
  let tail: Buffer = Buffer.alloc(0);
  let isFound = false;
  return {
    text,
    isUnwanted,
    isFound: () => isFound,
    find: (piece: Buffer): boolean => {
      const whole = tail.length > 0 ? Buffer.concat([tail, piece]) : piece;
      isFound ||= forms.some((form) => whole.includes(form));
      tail = whole.subarray(Math.max(0, whole.length - overlap));
      return isFound;
    },
  };
};

const judgeJson = ({ jsonPath, jsonValue }: HttpCheck, body: Buffer): Verdict => {
  const document = parseJson(body);
  if (document === undefined) return down('body', 'not-json');
  const value = valueAt(document.value, parseJsonPath(jsonPath) ?? []);
  if (value === undefined) return down('body', 'json-missing', jsonPath);
  const text = textOf(value);
  return jsonValue === '' || text === jsonValue ? fine : down('body', 'json-different', text);
};

const parseJson = (body: Buffer): { value: unknown } | undefined => {
  try {
    return { value: JSON.parse(new TextDecoder().decode(body)) };
  } catch {
    return undefined;
  }
};
