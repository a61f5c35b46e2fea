import { httpFault, RefusedFault, RegistryFault, surelyNotDone, unreachable, type UserError, waitOf } from './faults.js';
import { KeptPositions } from './kept-positions.js';
import { retrying } from './retrying.js';

export type Variables = Readonly<Record<string, unknown>>;

export interface GraphOptions {
  /** Reads at least as far as this write, instead of the client's own last writes; null: as far as it comes. */
  readonly awaitPosition?: string | null;
  /** For the caller who wants to see refusals: they are handed over instead of thrown. */
  readonly refusals?: 'returned';
}

interface GraphBody {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly path?: readonly unknown[]; readonly extensions?: { readonly code?: string; readonly retryable?: boolean } }[];
}

const patience = { forMs: 60_000, askedBy: (fault: unknown) => (fault instanceof RegistryFault ? fault.waitMs : 0) };
const requestMs = 30_000;

/**
 * Speaks to a registry over its public API. Reads see the client's own writes; what may be asked again is asked again
 * for a minute, unless nothing has ever answered; refusals are thrown (RefusedFault), and whatever else went wrong
 * (RegistryFault).
 */
export class RegistryClient {
  readonly positions = new KeptPositions();
  private wasReached = false;

  /** @param url of the registry, without a slash at the end; `key` null asks as nobody */
  constructor(
    readonly url: string,
    readonly key: string | null,
  ) {}

  /** Runs one operation and hands over its data. A write is repeated only when it bears an idempotency key or was surely not done. */
  async graph<Data>(query: string, variables: Variables = {}, { awaitPosition, refusals }: GraphOptions = {}): Promise<Data> {
    const writes = /^\s*mutation\b/.test(query);
    const position = awaitPosition === undefined && !writes ? this.positions.forRead() : awaitPosition;
    const again = (fault: unknown) =>
      (surelyNotDone(fault) || (fault instanceof RegistryFault && fault.retryable && (!writes || hasKey(variables)))) && this.wasReached;
    const data = await retrying(() => this.once<Record<string, unknown>>(query, variables, position ?? null), again, patience);
    if (writes) this.note(data, refusals === 'returned');
    return data as Data;
  }

  /** Fetches a path of the registry under the client's key; anything but success is thrown. */
  async fetch(path: string, init: RequestInit & { readonly accept?: readonly number[] } = {}): Promise<Response> {
    const address = path.startsWith('http') ? path : `${this.url}${path}`;
    const { accept = [], headers, ...rest } = init;
    let response: Response;
    try {
      response = await fetch(address, { ...rest, headers: { ...this.authorization(), ...(headers as Record<string, string>) } });
    } catch (error) {
      throw unreachable(this.url, error);
    }
    this.wasReached = true;
    if (!response.ok && !accept.includes(response.status)) throw await httpFault(response);
    return response;
  }

  private async once<Data>(query: string, variables: Variables, position: string | null): Promise<Data> {
    const response = await this.fetch('/graphql', {
      method: 'POST',
      signal: AbortSignal.timeout(requestMs),
      headers: { 'content-type': 'application/json', ...(position ? { 'cairn-await-position': position, 'cairn-await-timeout-ms': '1500' } : {}) },
      body: JSON.stringify({ query, variables }),
      accept: [400, 401, 403, 429, 500, 503],
    });
    if (!/json/.test(response.headers.get('content-type') ?? '')) throw await httpFault(response);
    const { data, errors } = (await response.json()) as GraphBody;
    if (errors?.[0]) throw faultOf(errors, waitOf(response));
    if (!data) throw new RegistryFault(`HTTP ${response.status} without data`, `HTTP_${response.status}`, response.status >= 500);
    return data as Data;
  }

  private note(data: Record<string, unknown>, returned: boolean): void {
    const refused: UserError[] = [];
    for (const payload of Object.values(data) as { userErrors?: UserError[]; position?: string | null }[]) {
      if (payload?.position) this.positions.add(payload.position);
      refused.push(...(payload?.userErrors ?? []));
    }
    if (refused.length > 0 && !returned) throw new RefusedFault(refused, Object.keys(data).join(', '));
  }

  private authorization(): Record<string, string> {
    return this.key === null ? {} : { authorization: `Bearer ${this.key}` };
  }
}

const hasKey = ({ input }: Variables): boolean => typeof (input as { idempotencyKey?: unknown } | undefined)?.idempotencyKey === 'string';

function faultOf(errors: NonNullable<GraphBody['errors']>, waitMs: number): RegistryFault {
  const worst = errors.find(({ extensions }) => !extensions?.retryable) ?? errors[0];
  const told = errors.map(({ message, path }) => (path ? `${path.join('.')}: ${message}` : message));
  return new RegistryFault(told.join(' '), worst?.extensions?.code ?? 'INTERNAL', worst?.extensions?.retryable ?? false, undefined, waitMs);
}
