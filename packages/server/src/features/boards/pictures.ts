/** Uploads in addresses of pictures (`/uploads/ID.webp`) and names of icons (`upload:ID`), however deep. */
const shape = /(?:\/uploads\/|\bupload:)([A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])/g;

export const picturesIn = (value: unknown): string[] => {
  const found = new Set<string>();
  const look = (inner: unknown): void => {
    if (typeof inner === 'string') for (const [, id] of inner.matchAll(shape)) found.add(id ?? '');
    else if (typeof inner === 'object' && inner !== null) Object.values(inner).forEach(look);
  };
  look(value);
  return [...found];
};
