import { type Fault, type FaultKind, faults } from '@amud/protocol/faults.ts';

/** An expected failure on its way out of a handler; the route answers it with the status of its kind. */
export class FaultError extends Error {
  override readonly name = 'FaultError';
  readonly fault: Fault;
  readonly headers: Record<string, string>;
  constructor(kind: FaultKind, message: string, extra: { field?: string; headers?: Record<string, string> } = {}) {
    super(message);
    this.fault = extra.field === undefined ? { kind, message } : { kind, message, field: extra.field };
    this.headers = extra.headers ?? {};
  }
}

export const faultStatus = (fault: Fault): number => faults[fault.kind].status;

/** What a caller may know of an error: the whole of an expected one, nothing of a bug. */
export const toFault = (error: unknown): Fault => {
  if (error instanceof FaultError) return error.fault;
  if (String((error as { code?: unknown } | null)?.code).startsWith('SQLITE_FULL')) {
    return { kind: 'storage-full', message: 'The disk of the server is full. Free some space and try again.' };
  }
  return { kind: 'internal', message: 'Something failed in the server. Its log says what.' };
};
