type Attributes = Record<string, string>;
/** An element of a drawing as `lucide-static/icon-nodes.json` has it. */
export type Element = [tag: string, attributes: Attributes];

/** A drawing of strokes as one path, so that an icon is one string and the page needs no other elements. */
export const outlineOf = (elements: Element[]): string => elements.map(pathOf).join('');

const pathOf = ([tag, attributes]: Element): string => {
  const draw = shapes[tag];
  if (!draw) throw new Error(`An outline has an element <${tag}> that nobody knows here.`);
  return draw(attributes);
};

const number = (attributes: Attributes, name: string): number => Number(attributes[name] ?? 0);
const tidy = (value: number): string => String(Number(value.toFixed(3)));
const join = (...parts: (string | number)[]): string =>
  parts.map((part) => (typeof part === 'number' ? tidy(part) : part)).join(' ');

const ellipse = (cx: number, cy: number, rx: number, ry: number): string =>
  join('M', cx - rx, cy, 'a', rx, ry, 0, 1, 0, 2 * rx, 0, 'a', rx, ry, 0, 1, 0, -2 * rx, 0);

const rect = (attributes: Attributes): string => {
  const [x, y] = [number(attributes, 'x'), number(attributes, 'y')];
  const [w, h] = [number(attributes, 'width'), number(attributes, 'height')];
  const rx = Math.min(Number(attributes['rx'] ?? attributes['ry'] ?? 0), w / 2);
  const ry = Math.min(Number(attributes['ry'] ?? attributes['rx'] ?? 0), h / 2);
  if (rx === 0) return join('M', x, y, 'h', w, 'v', h, 'h', -w, 'z');
  const corner = (dx: number, dy: number): string => join('a', rx, ry, 0, 0, 1, dx, dy);
  const [across, down] = [w - 2 * rx, h - 2 * ry];
  const top = join('M', x + rx, y, 'h', across, corner(rx, ry), 'v', down, corner(-rx, ry));
  return join(top, 'h', -across, corner(-rx, -ry), 'v', -down, corner(rx, -ry), 'z');
};

const points = ({ points: text = '' }: Attributes): string => `M ${text.trim()}`;

const shapes: Record<string, (attributes: Attributes) => string> = {
  path: ({ d = '' }) => d,
  rect,
  circle: (of) => ellipse(number(of, 'cx'), number(of, 'cy'), number(of, 'r'), number(of, 'r')),
  ellipse: (of) => ellipse(number(of, 'cx'), number(of, 'cy'), number(of, 'rx'), number(of, 'ry')),
  line: (of) => join('M', number(of, 'x1'), number(of, 'y1'), 'L', number(of, 'x2'), number(of, 'y2')),
  polyline: points,
  polygon: (of) => `${points(of)}z`,
};
