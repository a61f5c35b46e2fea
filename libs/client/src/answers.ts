import { RegistryFault } from './faults.js';

export interface GraphBody {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly GraphError[];
}

interface GraphError {
  readonly message: string;
  readonly path?: readonly unknown[];
  readonly extensions?: { readonly code?: string; readonly retryable?: boolean; readonly requestId?: string };
}

/** A request that did not get an answer. */
export function unreachable(url: string, cause: unknown): RegistryFault {
  const { code } = ((cause as Error).cause ?? {}) as { code?: string };
  const refused = code === 'ECONNREFUSED';
  const message = refused ? `Nothing answers at ${url}. Is the registry running?` : `${url} did not answer: ${code ?? (cause as Error).message}.`;
  return new RegistryFault(message, refused ? 'REFUSED_CONNECTION' : 'UNREACHABLE', true, { cause });
}

/** An HTTP answer that is no success and no graph answer (RFC 9457 where it is ours). */
export async function httpFault(response: Response): Promise<RegistryFault> {
  const text = await response.text().catch(() => '');
  let problem: { code?: string; detail?: string; retryable?: boolean; requestId?: string } = {};
  try {
    problem = JSON.parse(text) as typeof problem;
  } catch {
    problem = { detail: text.slice(0, 300) };
  }
  const { code = `HTTP_${response.status}`, detail = response.statusText, requestId } = problem;
  const retryable = problem.retryable ?? [429, 502, 503, 504].includes(response.status);
  return new RegistryFault(`HTTP ${response.status}: ${detail}`, code, retryable, { waitMs: waitOf(response), requestId });
}

/** The data of an answer of the graph. One error is enough to throw: half an answer looks like a whole one. */
export function dataOf({ data, errors }: GraphBody, response: Response): Readonly<Record<string, unknown>> {
  if (errors?.[0]) {
    const worst = errors.find(({ extensions }) => !extensions?.retryable) ?? errors[0];
    const { code = 'INTERNAL', retryable = false, requestId } = worst.extensions ?? {};
    const told = errors.map(({ message, path }) => (path ? `${path.join('.')}: ${message}` : message));
    throw new RegistryFault(told.join(' '), code, retryable, { waitMs: waitOf(response), requestId, data });
  }
  if (!data) throw new RegistryFault(`HTTP ${response.status} without data`, `HTTP_${response.status}`, response.status >= 500);
  return data;
}

/** What `Retry-After` asks for, in milliseconds: seconds or an HTTP date (RFC 9110). */
export function waitOf({ headers }: Pick<Response, 'headers'>, now = Date.now()): number {
  const asked = headers.get('retry-after');
  if (asked === null) return 0;
  const ms = /^\d+$/.test(asked) ? Number(asked) * 1_000 : Date.parse(asked) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}
