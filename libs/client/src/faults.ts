import type { UserErrorCode } from './schema.types.js';

/** Why a mutation changed nothing, as the registry words it. */
export interface UserError {
  /** New codes may come at any time; what is not known yet is a code, too. */
  readonly code: `${UserErrorCode}`;
  readonly field: readonly string[] | null;
  readonly message: string;
}

/** The registry understood a mutation and said no. The message holds every refusal. */
export class UserErrors extends Error {
  override readonly name = 'UserErrors';

  constructor(
    readonly userErrors: readonly UserError[],
    what = 'refused',
  ) {
    super(`${what}: ${userErrors.map(({ code, field, message }) => `${code}${field ? ` (${field.join('.')})` : ''}: ${message}`).join(' ')}`);
  }

  get codes(): readonly UserError['code'][] {
    return this.userErrors.map(({ code }) => code);
  }

  has(code: UserError['code']): boolean {
    return this.codes.includes(code);
  }
}

export interface FaultDetails extends ErrorOptions {
  /** Milliseconds to wait before asking again; 0 where the registry did not say. */
  readonly waitMs?: number;
  /** By which the registry's operator finds the request in his log. */
  readonly requestId?: string | undefined;
  /** What came in spite of the fault: the rest of the data. */
  readonly data?: Readonly<Record<string, unknown>> | null | undefined;
}

/** The registry could not answer, or not in full. */
export class RegistryFault extends Error {
  override readonly name = 'RegistryFault';
  readonly waitMs: number;
  readonly requestId: string | null;
  readonly data: Readonly<Record<string, unknown>> | null;

  constructor(
    message: string,
    /** A code of /docs/errors of the registry; HTTP_… where it gave none; UNREACHABLE when nothing answered. */
    readonly code: string,
    /** Whether the same request may succeed later. */
    readonly retryable: boolean,
    { waitMs = 0, requestId, data, ...options }: FaultDetails = {},
  ) {
    super(message, options);
    this.waitMs = waitMs;
    this.requestId = requestId ?? null;
    this.data = data ?? null;
  }
}

/** Codes that mean "not done, and it may be asked again", also for writes. */
const notDone = new Set(['THROTTLED', 'OVERLOADED', 'DATABASE_UNAVAILABLE', 'POSITION_NOT_REACHED', 'REFUSED_CONNECTION']);

/** Whether nothing at all was done, so that even a write without a key may be sent again. */
export const surelyNotDone = (fault: unknown): boolean =>
  fault instanceof RegistryFault && notDone.has(fault.code) && !Object.values(fault.data ?? {}).some((payload) => payload !== null);

/** Whether a write that bears keys may be sent again: also one that was perhaps done, and simply not answered in time. */
export const mayRepeat = (fault: unknown): boolean => fault instanceof RegistryFault && (fault.retryable || fault.code === 'DEADLINE_EXCEEDED');

export const mayPass = (fault: unknown): boolean => fault instanceof RegistryFault && fault.retryable;
