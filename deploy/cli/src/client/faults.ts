/** Why a mutation changed nothing, as the registry words it. */
export interface UserError {
  readonly code: string;
  readonly field: readonly string[] | null;
  readonly message: string;
}

/** The registry said no. The message holds every refusal. */
export class RefusedFault extends Error {
  constructor(
    readonly userErrors: readonly UserError[],
    what = 'refused',
  ) {
    super(`${what}: ${userErrors.map(({ code, field, message }) => `${code}${field ? ` (${field.join('.')})` : ''}: ${message}`).join(' ')}`);
  }
}

/** The registry could not answer. */
export class RegistryFault extends Error {
  constructor(
    message: string,
    /** A code of /docs/errors; UNREACHABLE when nothing answered. */
    readonly code: string,
    readonly retryable: boolean,
    options?: ErrorOptions,
    /** Milliseconds to wait before asking again; 0 where the registry did not say. */
    readonly waitMs = 0,
  ) {
    super(message, options);
  }
}

/** Codes that mean "not done, and it may be asked again", also for writes. */
const notDone = new Set(['THROTTLED', 'OVERLOADED', 'DATABASE_UNAVAILABLE', 'POSITION_NOT_REACHED', 'REFUSED_CONNECTION']);

export const surelyNotDone = (fault: unknown): boolean => fault instanceof RegistryFault && notDone.has(fault.code);

/** A request that did not get an answer. */
export function unreachable(url: string, cause: unknown): RegistryFault {
  const { code } = ((cause as Error).cause ?? {}) as { code?: string };
  const refused = code === 'ECONNREFUSED';
  const message = refused ? `Nothing answers at ${url}. Is the registry running?` : `${url} did not answer: ${code ?? (cause as Error).message}.`;
  return new RegistryFault(message, refused ? 'REFUSED_CONNECTION' : 'UNREACHABLE', true, { cause });
}

/** What `Retry-After` asks for, in milliseconds. */
export const waitOf = ({ headers }: Response): number => Number(headers.get('retry-after') ?? 0) * 1_000 || 0;

/** An HTTP answer that is no success and no graph answer (RFC 9457 where it is ours). */
export async function httpFault(response: Response): Promise<RegistryFault> {
  const text = await response.text();
  let problem: { code?: string; detail?: string; retryable?: boolean } = {};
  try {
    problem = JSON.parse(text) as typeof problem;
  } catch {
    problem = { detail: text.slice(0, 300) };
  }
  const retryable = problem.retryable ?? [502, 503, 504].includes(response.status);
  return new RegistryFault(`HTTP ${response.status}: ${problem.detail ?? response.statusText}`, problem.code ?? `HTTP_${response.status}`, retryable, undefined, waitOf(response));
}
