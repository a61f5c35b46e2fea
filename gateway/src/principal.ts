import { createHash } from 'node:crypto';
import { anonymous, type Principal, type RequestStatement, type Right } from '@cairn/access';
import { parseId } from '@cairn/subgraph';
import type { Clock } from '@cairn/telemetry';
import type { SubgraphSource } from './datasource.js';
import { Refused } from './refused.js';
import { Unanswered } from './subgraph.js';

/** A key withdrawn in issuers is refused here after this at the latest. */
const keptMs = 30_000;
const keptMax = 10_000;
const keyLengthMax = 512;

const query = 'query PrincipalByKey($keyHash: String!) { principalByKey(keyHash: $keyHash) { clientId tenantId rights operator } }';

interface PrincipalRecord {
  readonly clientId: string;
  readonly tenantId: string;
  readonly rights: readonly Right[];
  readonly operator: boolean;
}

/**
 * The one place where a request's principal is made: of the API key in `Authorization: Bearer <key>`, of which only the
 * hash leaves this function. Concurrent requests with one key share one look-up.
 */
export class Principals {
  private readonly kept = new Map<string, { readonly principal: Principal; readonly until: number }>();
  private readonly asked = new Map<string, Promise<Principal>>();

  constructor(
    private readonly issuers: SubgraphSource,
    private readonly clock: Clock,
  ) {}

  /** Throws Refused: 401 for a key nobody has, 503 when issuers cannot be asked. No header is an anonymous caller. */
  async of(authorization: string | undefined, requestId: string): Promise<Principal> {
    if (authorization === undefined) return anonymous;
    const [, key] = /^Bearer +([\x21-\x7e]+)$/i.exec(authorization) ?? [];
    if (!key || key.length > keyLengthMax) throw unknownKey();
    const hash = createHash('sha256').update(key).digest('hex');
    const known = this.kept.get(hash);
    if (known && known.until > this.clock.now()) return known.principal;
    let asking = this.asked.get(hash);
    if (!asking) {
      asking = this.ask(hash, requestId).finally(() => this.asked.delete(hash));
      this.asked.set(hash, asking);
    }
    return asking;
  }

  private async ask(keyHash: string, requestId: string): Promise<Principal> {
    const record = await this.find(keyHash, requestId);
    this.kept.delete(keyHash);
    if (!record) throw unknownKey();
    const [oldest] = this.kept.keys();
    if (this.kept.size >= keptMax && oldest !== undefined) this.kept.delete(oldest);
    const principal = toPrincipal(record);
    this.kept.set(keyHash, { principal, until: this.clock.now() + keptMs });
    return principal;
  }

  private async find(keyHash: string, requestId: string): Promise<PrincipalRecord | null> {
    try {
      const { data, errors } = await this.issuers.ask({ query, variables: { keyHash } }, this.ownStatement(requestId));
      if (errors || !data) throw new Unanswered('SUBGRAPH_UNAVAILABLE', { cause: errors });
      return (data as { principalByKey: PrincipalRecord | null }).principalByKey;
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      throw new Refused(503, 'SUBGRAPH_UNAVAILABLE', 'The key cannot be checked at present.', true, { service: 'issuers' });
    }
  }

  /** The look-up is the gateway's own, on nobody's behalf. */
  private ownStatement(requestId: string): RequestStatement {
    return { principal: anonymous, requestId, deadline: this.clock.now() + 2_000, awaitPosition: null, awaitMs: 0 };
  }
}

const unknownKey = () => new Refused(401, 'UNAUTHENTICATED', 'Nobody has this API key. Send `Authorization: Bearer <key>`.');

function toPrincipal({ clientId, tenantId, rights, operator }: PrincipalRecord): Principal {
  return Object.freeze({ client: bare(clientId), tenant: bare(tenantId), rights: Object.freeze([...rights]), operator });
}

/** The graph's ids carry prefixes; inside, ids are bare. */
function bare(id: string): string {
  const parsed = parseId(id);
  if (!parsed) throw new Error('issuers gave an id without a prefix');
  return parsed.uuid;
}
