import { expect, it } from 'vitest';
import { decodeText } from './decode.ts';

const utf16 = (text: string, mark: boolean) => Buffer.from(`${mark ? '\uFEFF' : ''}${text}`, 'utf16le');
const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16();

it.each([
  ['UTF-8', Buffer.from('größe'), undefined, 'größe'],
  ['a mark of UTF-8', Buffer.from('\uFEFFgröße'), 'text/xml; charset=latin1', 'größe'],
  ['what the header says', Buffer.from('größe', 'latin1'), 'text/xml; charset="ISO-8859-1"', 'größe'],
  [
    'what the XML says',
    Buffer.from('<?xml version="1.0" encoding="iso-8859-15"?>\u00a4', 'latin1'),
    'text/xml',
    '<?xml version="1.0" encoding="iso-8859-15"?>€',
  ],
  [
    'what the page says',
    Buffer.from('<meta charset=windows-1252>\x80', 'latin1'),
    undefined,
    '<meta charset=windows-1252>€',
  ],
  ['UTF-16', utf16('größe', true), undefined, 'größe'],
  ['UTF-16 the other way round', swapped(utf16('größe', true)), undefined, 'größe'],
  ['UTF-16 without a mark', utf16('<größe>', false), undefined, '<größe>'],
  ['UTF-16 without a mark, the other way round', swapped(utf16('<größe>', false)), undefined, '<größe>'],
  ['an encoding that nobody knows', Buffer.from('größe'), 'text/xml; charset=klingon', 'größe'],
  ['bytes that are no text', Buffer.from([0x61, 0xff, 0x62]), undefined, 'a\uFFFDb'],
  ['nothing', Buffer.alloc(0), undefined, ''],
])('reads %s', (_, bytes, contentType, text) => {
  expect(decodeText(bytes, contentType)).toBe(text);
});
