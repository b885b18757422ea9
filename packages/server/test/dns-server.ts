import type { Targets } from './targets.ts';

/** RFC 1035: the types that tests ask for. */
const types = { A: 1, NS: 2, CNAME: 5, PTR: 12, MX: 15, TXT: 16, AAAA: 28, SRV: 33 } as const;
export type RecordType = keyof typeof types;

/** `NOERROR` with no record is a name that has others. */
export type DnsAnswer =
  | { records: Buffer[] }
  | { code: 'SERVFAIL' | 'NXDOMAIN' | 'REFUSED' }
  | { bytes: Buffer }
  | 'silence';
const codes = { SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 } as const;

/** A small DNS server over UDP. @returns its port. */
export const startDns = (targets: Targets, answer: (name: string, type: RecordType) => DnsAnswer): Promise<number> =>
  targets.udp((question) => {
    const { name, type, end } = parseQuestion(question);
    const found = answer(name, type);
    if (found === 'silence') return undefined;
    if ('bytes' in found) return Buffer.concat([question.subarray(0, 2), found.bytes]);
    const records = 'records' in found ? found.records : [];
    const header = Buffer.alloc(12);
    question.copy(header, 0, 0, 2);
    header.writeUInt16BE(0x8180 | ('code' in found ? codes[found.code] : 0), 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(records.length, 6);
    const answers = records.map((data) => Buffer.concat([recordHead(types[type], data.length), data]));
    return Buffer.concat([header, question.subarray(12, end), ...answers]);
  });

const recordHead = (type: number, length: number): Buffer => {
  const head = Buffer.alloc(12);
  // The name: as in the question, which begins at byte 12.
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(60, 6);
  head.writeUInt16BE(length, 10);
  return head;
};

const parseQuestion = (bytes: Buffer): { name: string; type: RecordType; end: number } => {
  const labels: string[] = [];
  let at = 12;
  for (let length = bytes[at] ?? 0; length > 0; length = bytes[at] ?? 0) {
    labels.push(bytes.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  const number = bytes.readUInt16BE(at + 1);
  const [type = 'A'] = (Object.keys(types) as RecordType[]).filter((name) => types[name] === number);
  return { name: labels.join('.').toLowerCase(), type, end: at + 5 };
};

export const four = (address: string): Buffer => Buffer.from(address.split('.').map(Number));
export const name = (text: string): Buffer =>
  Buffer.concat([
    ...text.split('.').map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])),
    Buffer.from([0]),
  ]);
export const text = (...pieces: string[]): Buffer =>
  Buffer.concat(pieces.map((piece) => Buffer.concat([Buffer.from([piece.length]), Buffer.from(piece)])));
export const numbers = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => void bytes.writeUInt16BE(value, index * 2));
  return bytes;
};
