/** Codes in `errors[].extensions.code` of the registry. */
export type FaultCode =
  | 'BAD_USER_INPUT'
  | 'DIMENSION_NOT_ALLOWED'
  | 'SCOPE_NOT_ALLOWED'
  | 'INVALID_CURSOR'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'POSITION_NOT_REACHED'
  | 'POSITION_EXPIRED'
  | 'SUBGRAPH_UNAVAILABLE'
  | 'DEADLINE_EXCEEDED'
  | 'OVERLOADED'
  | 'INTERNAL';

/** A fault whose message is meant for the caller. Everything else that is thrown is masked as INTERNAL. */
export class Fault extends Error {
  constructor(
    readonly code: FaultCode,
    message: string,
    readonly retryable = false,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export const badInput = (message: string): Fault => new Fault('BAD_USER_INPUT', message);
export const invalidCursor = (): Fault =>
  new Fault('INVALID_CURSOR', 'The cursor was made for another tenant, order or filter. Start again without `after`.');
export const unauthenticated = (): Fault =>
  new Fault('UNAUTHENTICATED', 'Send an API key as `Authorization: Bearer <key>`.');
export const forbidden = (message: string): Fault => new Fault('FORBIDDEN', message);
