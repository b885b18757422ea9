import { Document, isCollection, isScalar, visit } from 'yaml';

/** Short things that are easier to read on one line. */
const onOneLine: ReadonlySet<unknown> = new Set(['desktop', 'phone', 'tags', 'node']);

/** The same thing is always the same bytes: no folding, no anchors, text of several lines as a block. */
export const writeYaml = (value: unknown): string => {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Pair: (_, { key, value: inner }) => {
      if (isScalar(key) && onOneLine.has(key.value) && isCollection(inner)) inner.flow = true;
    },
  });
  return document.toString({ lineWidth: 0 });
};
