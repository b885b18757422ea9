import type * as v from 'valibot';

/** What of a valibot schema is looked at to walk along it. */
type Shape = {
  type: string;
  entries?: Record<string, Shape>;
  wrapped?: Shape;
  default?: unknown;
  item?: Shape;
  key?: string;
  options?: Shape[];
  literal?: unknown;
};
type Thing = Record<string, unknown>;
export type Path = readonly (string | number)[];

const isThing = (value: unknown): value is Thing =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const shapeOf = (schema: v.GenericSchema): Shape => schema as unknown as Shape;
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const inner = (shape: Shape, value: unknown): Shape => {
  if (shape.wrapped) return inner(shape.wrapped, value);
  if (!shape.options || !isThing(value)) return shape;
  const key = shape.key ?? '';
  return shape.options.find((option) => option.entries?.[key]?.literal === value[key]) ?? shape;
};
const presetOf = ({ default: preset }: Shape): unknown => (typeof preset === 'function' ? preset() : preset);

/**
 * The same value with its keys in the order of the schema and without what would be so anyway: of one thing there is one
 * text.
 */
export const shorten = (schema: v.GenericSchema, value: unknown): unknown => short(shapeOf(schema), value);

const short = (given: Shape, value: unknown): unknown => {
  const shape = inner(given, value);
  if (Array.isArray(value)) return shape.item ? value.map((one) => short(shape.item as Shape, one)) : value;
  if (!isThing(value) || !shape.entries) return value;
  const pairs = Object.entries(shape.entries).flatMap(([key, entry]) => {
    const one = value[key];
    if (one === undefined || (entry.type === 'optional' && isSame(one, presetOf(entry)))) return [];
    return [[key, short(entry, one)] as const];
  });
  return Object.fromEntries(pairs);
};

/** Where a value has keys that the schema does not know: a slip of the pen is told, not passed over. */
export const unknownKeys = (schema: v.GenericSchema, value: unknown): Path[] => unknowns(shapeOf(schema), value, []);

const unknowns = (given: Shape, value: unknown, path: Path): Path[] => {
  const shape = inner(given, value);
  if (Array.isArray(value))
    return shape.item ? value.flatMap((one, index) => unknowns(shape.item as Shape, one, [...path, index])) : [];
  if (!isThing(value) || !shape.entries) return [];
  const { entries } = shape;
  return Object.entries(value).flatMap(([key, one]) => {
    const entry = Object.hasOwn(entries, key) ? entries[key] : undefined;
    return entry ? unknowns(entry, one, [...path, key]) : [[...path, key]];
  });
};
