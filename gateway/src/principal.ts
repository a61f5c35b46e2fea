import { createHash } from 'node:crypto';
import { anonymous, principalOf, type RequestStatement, type Right, type ScopedRight } from '@cairn/access';
import { parseId } from '@cairn/subgraph';
import type { Clock } from '@cairn/telemetry';
import { type Caller, type LimitClass, unknownCaller } from './caller.js';
import type { SubgraphSource } from './datasource.js';
import { Refused } from './refused.js';
import { Unanswered } from './subgraph.js';

/** A key withdrawn in issuers is refused here after this at the latest. */
const keptMs = 5_000;
const keptMax = 10_000;
const keyLengthMax = 512;

const query = `query PrincipalByKey($keyHash: String!) { principalByKey(keyHash: $keyHash) {
  kind actorId accountId tenantId rights scoped { right kind id } grantsVersion operator origins operationsOnly limitClass } }`;

interface PrincipalRecord {
  readonly kind: 'CLIENT' | 'MEMBER' | 'PERSON';
  readonly actorId: string;
  readonly accountId: string | null;
  readonly tenantId: string | null;
  readonly rights: readonly Right[];
  readonly scoped: readonly ScopedRight[];
  readonly grantsVersion: number;
  readonly operator: boolean;
  readonly origins: readonly string[];
  readonly operationsOnly: boolean;
  readonly limitClass: LimitClass;
}

/**
 * The one place where a request's principal is made: of the API key in `Authorization: Bearer <key>`, of which only the
 * hash leaves this function. Concurrent requests with one key share one look-up.
 */
export class Principals {
  private readonly kept = new Map<string, { readonly caller: Caller; readonly until: number }>();
  private readonly asked = new Map<string, Promise<Caller>>();

  constructor(
    private readonly issuers: SubgraphSource,
    private readonly clock: Clock,
  ) {}

  /** Throws Refused: 401 for a key nobody has, 503 when issuers cannot be asked. No header is an anonymous caller. */
  async of(authorization: string | undefined, requestId: string): Promise<Caller> {
    if (authorization === undefined) return unknownCaller;
    const [, key] = /^Bearer +([\x21-\x7e]+)$/i.exec(authorization) ?? [];
    if (!key || key.length > keyLengthMax) throw unknownKey();
    const hash = createHash('sha256').update(key).digest('hex');
    const known = this.kept.get(hash);
    if (known && known.until > this.clock.now()) return known.caller;
    let asking = this.asked.get(hash);
    if (!asking) {
      asking = this.ask(hash, requestId).finally(() => this.asked.delete(hash));
      this.asked.set(hash, asking);
    }
    return asking;
  }

  private async ask(keyHash: string, requestId: string): Promise<Caller> {
    const record = await this.find(keyHash, requestId);
    this.kept.delete(keyHash);
    if (!record) throw unknownKey();
    const [oldest] = this.kept.keys();
    if (this.kept.size >= keptMax && oldest !== undefined) this.kept.delete(oldest);
    const caller = toCaller(record);
    this.kept.set(keyHash, { caller, until: this.clock.now() + keptMs });
    return caller;
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

function toCaller({ kind, actorId, accountId, tenantId, rights, scoped, grantsVersion, operator, ...client }: PrincipalRecord): Caller {
  const principal = principalOf({
    kind,
    actor: bare(actorId),
    account: accountId && bare(accountId),
    tenant: tenantId && bare(tenantId),
    rights,
    scoped: scoped.map((one) => ({ ...one, id: bare(one.id) })),
    grantsVersion,
    operator,
  });
  return { principal, origins: client.origins, operationsOnly: client.operationsOnly, limitClass: client.limitClass };
}

/** The graph's ids carry prefixes; inside, ids are bare. */
function bare(id: string): string {
  const parsed = parseId(id);
  if (!parsed) throw new Error('issuers gave an id without a prefix');
  return parsed.uuid;
}
