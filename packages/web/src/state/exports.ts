import type { ExportInput, ImportInput } from '@amud/protocol/export.ts';
import type { Http } from '../link/http.ts';

export type {
  Difference,
  ExportFormat,
  ExportInput,
  ExportOutput,
  FileFault,
  ImportCheck,
  ImportDone,
  ImportInput,
} from '@amud/protocol/export.ts';
export type { Refusal } from '../link/http.ts';

export type Exports = ReturnType<typeof createExports>;

/** What was built here as one file, and a file put to what is here. */
export const createExports = (http: Http) => ({
  make: (input: ExportInput) => http.call('POST', '/api/export', 'exportOutput', input),
  read: (file: Blob) => http.call('POST', '/api/import', 'importCheckOutput', file),
  take: (input: ImportInput) => http.call('POST', '/api/import/take', 'importOutput', input),
});
