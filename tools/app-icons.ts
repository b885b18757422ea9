import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Launchers of phones and desktops take pictures, not drawings: these are made of `packages/web/public/icon.svg`. */
const pictures = [
  { name: 'app-icon-192.png', side: 192, isFull: false },
  { name: 'app-icon-512.png', side: 512, isFull: false },
  { name: 'app-icon-180.png', side: 180, isFull: true },
  { name: 'app-icon-maskable-512.png', side: 512, isFull: true },
];

/** Square to the edges, the sign within the circle that every system leaves: 80 % of the width. */
const filled = (drawing: string): string =>
  drawing
    .replace(/<rect [^>]*fill="(#\w+)"\/>/, '<rect width="32" height="32" fill="$1"/>')
    .replace('<g ', '<g transform="translate(16 16) scale(.86) translate(-16 -16)" ');

export const drawAppIcons = async (source: string, folder: string): Promise<void> => {
  const { default: sharp } = await import('sharp');
  const drawing = readFileSync(source, 'utf8');
  for (const { name, side, isFull } of pictures) {
    const svg = Buffer.from(isFull ? filled(drawing) : drawing);
    const png = await sharp(svg, { density: (72 * side) / 32 })
      .resize(side, side)
      .png({ compressionLevel: 9, palette: true })
      .toBuffer();
    writeFileSync(join(folder, name), png);
  }
};
