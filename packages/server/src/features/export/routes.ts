import { exportInput, exportOutput, importCheckOutput, importInput, importOutput } from '@amud/protocol/export.ts';
import { limits } from '@amud/protocol/limits.ts';
import { type AnyRoute, type Caller, route } from '../../http/route.ts';
import { writeExport } from './exports.ts';
import type { Imports } from './imports.ts';
import type { Editor, ExportParts } from './parts.ts';

export type ExportRoutesParts = {
  parts: ExportParts;
  imports: Imports;
  /** @throws FaultError on the field `passphrase` when others guess it first. */
  refuseGuessable(passphrase: string): Promise<void>;
};

export const exportRoutes = (parts: ExportRoutesParts): AnyRoute[] => [
  exportRoute(parts),
  checkRoute(parts),
  importRoute(parts),
];

const admin = { access: 'admin', confirmed: true } as const;
const editorOf = ({ userId, username, role }: Caller): Editor => ({ userId, username, role });

const exportRoute = ({ parts, refuseGuessable }: ExportRoutesParts) =>
  route({
    method: 'POST',
    path: '/api/export',
    summary: 'What was built here, or one board of it, as one readable file. Secrets are left out, or sealed.',
    ...admin,
    audit: 'export.make',
    input: exportInput,
    output: exportOutput,
    handle: async ({ input, caller, note }) => {
      if (input.passphrase !== undefined) await refuseGuessable(input.passphrase);
      note({ target: input.board ?? '', detail: { format: input.format, secrets: input.passphrase !== undefined } });
      return writeExport(parts, caller.userId, input);
    },
  });

const checkRoute = ({ imports }: ExportRoutesParts) =>
  route({
    method: 'POST',
    path: '/api/import',
    summary: 'Read a file: the body is an export, YAML or JSON. Nothing is changed; the answer says what would be.',
    ...admin,
    audit: 'import.check',
    output: importCheckOutput,
    handle: async ({ caller, readBytes }) => imports.check(await readBytes(limits.export.fileBytes), editorOf(caller)),
  });

const importRoute = ({ imports }: ExportRoutesParts) =>
  route({
    method: 'POST',
    path: '/api/import/take',
    summary: 'Take a file that was read: add what is in it to what is here, or put it in its place.',
    ...admin,
    audit: 'import.take',
    input: importInput,
    output: importOutput,
    handle: ({ input, caller, record }) => imports.apply(input, editorOf(caller), record),
  });
