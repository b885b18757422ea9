import { parseSync } from 'vite';

type Node = Record<string, unknown> & { type: string; start: number };
type Found = { line: number; text: string };

/** Attributes and properties whose text a person reads or hears. */
const spoken = new Set(['label', 'title', 'aria-label', 'ariaLabel', 'placeholder', 'alt', 'note', 'detail', 'text']);
/** Arguments of these are no words to a person: an error of ours, a selector, a name of an event. */
const silent = new Set([
  'Error',
  'TypeError',
  'RegExp',
  'URL',
  'querySelector',
  'querySelectorAll',
  'closest',
  'error',
  'warn',
]);

const isNode = (value: unknown): value is Node => typeof (value as Node | null)?.type === 'string';
const hasWords = (text: string): boolean => /\p{L}{2}/u.test(text);
/** Reads like a sentence: where it stands matters no more. */
const isSentence = (text: string): boolean => /^\p{Lu}[\p{L}’']* .*\p{Ll}{2}/u.test(text) && !/[{}<>=;]/.test(text);

const textOf = (node: Node): string | undefined => {
  if (node.type === 'Literal' && typeof node['value'] === 'string') return node['value'];
  if (node.type !== 'TemplateLiteral') return undefined;
  const quasis = node['quasis'] as { value: { cooked: string } }[];
  return quasis.map(({ value }) => value.cooked).join('…');
};

/** What a person sees of an expression: its text, or that of both branches. */
const shownBy = (value: unknown): Node[] => {
  if (!isNode(value)) return [];
  if (value.type === 'ConditionalExpression') return [...shownBy(value['consequent']), ...shownBy(value['alternate'])];
  if (value.type === 'LogicalExpression') return shownBy(value['right']);
  if (value.type === 'JSXExpressionContainer') return shownBy(value['expression']);
  return textOf(value) === undefined ? [] : [value];
};

const nameOf = (value: unknown): string => {
  if (!isNode(value)) return '';
  if (value.type === 'MemberExpression') return nameOf(value['property']);
  return String(value['name'] ?? value['value'] ?? '');
};

/** Words in the code that a page would show, in whatever language it is. */
export const visibleEnglish = (file: string, code: string): Found[] => {
  const found = new Map<number, string>();
  const take = (node: Node, text: string | undefined = textOf(node)) => {
    if (text !== undefined && hasWords(text)) found.set(node.start, text.trim().replace(/\s+/g, ' '));
  };
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (!isNode(value)) return;
    if (value.type.startsWith('TS') || value.type === 'ImportDeclaration') return;
    if (/^(Call|New)Expression$/.test(value.type) && silent.has(nameOf(value['callee']))) return;
    if (value.type === 'JSXText') take(value, String(value['value']));
    if (value.type === 'JSXElement' || value.type === 'JSXFragment')
      for (const child of value['children'] as Node[])
        if (child.type === 'JSXExpressionContainer') for (const one of shownBy(child)) take(one);
    if (value.type === 'JSXAttribute' && spoken.has(nameOf(value['name'])))
      for (const one of shownBy(value['value'])) take(one);
    if (file.endsWith('.tsx') && value.type === 'Property' && spoken.has(nameOf(value['key'])))
      for (const one of shownBy(value['value'])) take(one);
    if (isSentence(textOf(value) ?? '')) take(value);
    Object.values(value).forEach(visit);
  };
  visit(parseSync(file, code).program);
  return [...found].map(([start, text]) => ({ line: code.slice(0, start).split('\n').length, text }));
};
