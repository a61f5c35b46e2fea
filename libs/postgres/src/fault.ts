/** The database could not take the work now; the caller may try again. */
export class DatabaseBusy extends Error {
  readonly code = 'OVERLOADED';
  readonly retryable = true;
}

/** The database cannot be reached, or broke the connection; nothing of the transaction remains. */
export class DatabaseUnavailable extends Error {
  readonly code = 'DATABASE_UNAVAILABLE';
  readonly retryable = true;
}

interface PgError extends Error {
  code?: string;
  constraint?: string;
}

const connectionCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT', '57P01', '57P02', '57P03', '08006', '08003', '08001']);

/** Deadlock or serialization failure: the same work may succeed when it is run again. */
export const isRetryable = (error: unknown): boolean =>
  error instanceof Error && ((error as PgError).code === '40001' || (error as PgError).code === '40P01');

/** Whether a write broke the named unique constraint. */
export const isUniqueViolation = (error: unknown, constraint: string): boolean =>
  error instanceof Error && (error as PgError).code === '23505' && (error as PgError).constraint === constraint;

/** Gives driver errors that mean "busy" or "away" a type of our own; everything else stays as it is. */
export function classify(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code, message } = error as PgError;
  if (/timeout exceeded when trying to connect/.test(message)) return new DatabaseBusy('no free connection', { cause: error });
  if (code === '55P03') return new DatabaseBusy('somebody else holds what is to be changed', { cause: error });
  if ((code !== undefined && connectionCodes.has(code)) || /Connection terminated|Query read timeout|is not queryable/.test(message)) {
    return new DatabaseUnavailable('the database went away', { cause: error });
  }
  return error;
}
