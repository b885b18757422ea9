import type { ExportInput, ExportOutput } from '@amud/protocol/export.ts';
import { Secret } from '@amud/protocol/secret.ts';
import { toCanonical } from './canonical.ts';
import { collect, picturesFor } from './collect.ts';
import type { ExportParts } from './parts.ts';
import { appsWithoutSecrets, secretsOf } from './secrets-text.ts';

/** Writes what is here as one file. */
export const writeExport = async (
  parts: ExportParts,
  userId: number,
  { format, board, pictures, passphrase }: ExportInput,
): Promise<ExportOutput> => {
  const file = collect(parts, userId, board);
  if (pictures) file.pictures = await picturesFor(parts, file);
  const secrets = passphrase && secretsOf(parts.apps.list(), new Set(file.apps.map(({ id }) => id)));
  if (passphrase && secrets) file.secrets = await parts.seal(new Secret(passphrase), secrets);
  const value = toCanonical(file);
  const text = format === 'json' ? `${JSON.stringify(value, undefined, 2)}\n` : await parts.files.writeYaml(value);
  const name = `amud-${board === undefined ? 'export' : slug(file.boards[0]?.name ?? '')}.${format}`;
  return { name, text, withoutSecrets: appsWithoutSecrets(file) };
};

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40) || 'board';
