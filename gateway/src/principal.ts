import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { type BadgeScope, principalOf, type Right } from '@cairn/access';
import { parseId } from '@cairn/subgraph';
import { type Caller, unknownCaller } from './caller.js';
import { account, byClient, byKey, bySignIn, bySubject } from './caller-questions.js';
import type { CallerRecord, CallerRecords } from './caller-records.js';
import { isSameOrigin } from './cors.js';
import { Refused } from './refused.js';
import { AccessTokens, looksLikeToken } from './tokens/access-tokens.js';
import { KeysUnavailable } from './tokens/key-set.js';
import { holderOf, strangerOf, type TokenHolder } from './tokens/token-holder.js';
import type { TrustedIssuer } from './tokens/trusted-issuer.js';

const bearerLengthMax = 8_192;
const keyLengthMax = 512;

/** Whom a caller has to be, beside having a credential. */
type Asked = Pick<IncomingHttpHeaders, 'authorization' | 'origin' | 'host'> & { readonly 'x-tenant'?: string | string[] };

/** Who asked for work that goes on after his request; ids are public ones. */
export interface Resumed {
  readonly clientId: string | null;
  readonly accountId: string | null;
  readonly tenantId: string;
  readonly bound: readonly Right[] | null;
}

/**
 * The one place where a request's principal is made: of what stands in `Authorization: Bearer …`, an API key or an access
 * token. Of a key only the hash leaves this class, of a token only what was verified. `x-tenant` selects among the tenants
 * that the caller belongs to and does nothing else.
 */
export class Principals {
  private readonly trusted: ReadonlyMap<string, TrustedIssuer>;

  constructor(
    private readonly records: CallerRecords,
    private readonly tokens: AccessTokens,
    trusted: readonly TrustedIssuer[],
    private readonly publicUrl: string,
  ) {
    this.trusted = new Map(trusted.map((one) => [one.issuer, one]));
  }

  /**
   * Throws Refused: 401 for a credential that is nobody's, 403 for a tenant that is not the caller's and for a web page that
   * is not his front end's, 503 when it cannot be found out. No header is an anonymous caller.
   *
   * @param anew whether a sign-in that was withdrawn is refused from the next call on, not within seconds
   */
  async of(asked: Asked, requestId: string, anew = false): Promise<Caller> {
    const { authorization, origin, host } = asked;
    if (authorization === undefined) return unknownCaller;
    const caller = await this.known(authorization, tenantOf(asked['x-tenant']), requestId, anew);
    if (origin !== undefined && !caller.origins.includes(origin) && !isSameOrigin(origin, host, this.publicUrl)) throw foreignPage();
    return caller;
  }

  /**
   * Somebody whose work goes on after his request, as he is by now: his client or account with the rights it has today,
   * within what his credential was limited to. Throws Refused: 403 when it acts for the tenant no more, 503 as above.
   */
  async again({ clientId, accountId, tenantId, bound }: Resumed, requestId: string): Promise<Caller> {
    const question = clientId === null ? bySubject(accountId ?? '', tenantId) : byClient(clientId);
    return callerOf(await this.records.ask(question, requestId), tenantId, bound);
  }

  private async known(authorization: string, tenant: string | null, requestId: string, anew: boolean): Promise<Caller> {
    const [, bearer] = /^Bearer +([\x21-\x7e]+)$/i.exec(authorization) ?? [];
    if (!bearer || bearer.length > bearerLengthMax) throw unknownCredential();
    if (looksLikeToken(bearer)) return this.ofToken(bearer, tenant, requestId, anew);
    if (bearer.length > keyLengthMax) throw unknownCredential();
    const record = await this.records.ask(byKey(createHash('sha256').update(bearer).digest('hex')), requestId);
    return callerOf(record, tenant, null);
  }

  private async ofToken(token: string, tenant: string | null, requestId: string, anew: boolean): Promise<Caller> {
    const holder = await this.holderOf(token);
    if (!holder) throw unknownCredential();
    if (holder.kind === 'CLIENT') return callerOf(await this.records.ask(byClient(holder.client), requestId), tenant, holder.bound);
    if (holder.kind === 'PERSON') return callerOf(await this.records.ask(bySignIn(holder, tenant), requestId, anew), tenant, holder.bound, holder.badgeScopes);
    if (holder.tenant !== null && tenant !== null && holder.tenant !== tenant) throw foreignTenant();
    const among = holder.tenant ?? tenant;
    const subject = await this.records.ask(account(holder), requestId);
    const caller = callerOf(await this.records.ask(bySubject(subject, among), requestId), among, holder.bound);
    return { ...caller, origins: this.trusted.get(holder.issuer)?.origins ?? [] };
  }

  private async holderOf(token: string): Promise<TokenHolder | undefined> {
    try {
      const verified = await this.tokens.verify(token);
      const named = verified && this.trusted.get(verified.issuer)?.claims;
      return verified && (named ? strangerOf(verified, named) : holderOf(verified));
    } catch (error) {
      if (!(error instanceof KeysUnavailable)) throw error;
      throw new Refused(503, 'SUBGRAPH_UNAVAILABLE', 'The token cannot be checked at present.', true, { service: 'issuers' });
    }
  }
}

const unknownCredential = () =>
  new Refused(401, 'UNAUTHENTICATED', 'Nobody has this API key or access token, or it has ended. Send `Authorization: Bearer <key or token>`.');

/** The same for a tenant that does not exist, so that tenants cannot be guessed. */
const foreignTenant = () => new Refused(403, 'FORBIDDEN', 'The caller does not belong to the tenant in `x-tenant`.');

const foreignPage = () => new Refused(403, 'FORBIDDEN', 'The credential is not for pages of this origin. Register the origin for the client.');

function tenantOf(header: string | string[] | undefined): string | null {
  if (header === undefined || header === '') return null;
  if (typeof header !== 'string' || !header.startsWith('ten_') || !parseId(header)) throw foreignTenant();
  return header;
}

function callerOf(record: CallerRecord | null, tenant: string | null, bound: readonly Right[] | null, badgeScopes: readonly BadgeScope[] = []): Caller {
  if (!record) throw tenant === null ? unknownCredential() : foreignTenant();
  if (tenant !== null && record.tenantId !== tenant) throw foreignTenant();
  const { kind, actorId, accountId, tenantId, rights, scoped, grantsVersion, operator, proven, ...client } = record;
  const principal = principalOf({
    kind,
    actor: bare(actorId),
    account: accountId && bare(accountId),
    tenant: tenantId && bare(tenantId),
    rights,
    scoped: scoped.map((one) => ({ ...one, id: bare(one.id) })),
    grantsVersion,
    bound,
    // A token is for what its scopes say; running the registry is none of them.
    operator: operator && bound === null,
    proven: proven ?? [],
    hasProven: (proven ?? []).length > 0,
    badgeScopes,
  });
  return { principal, origins: client.origins, operationsOnly: client.operationsOnly, limitClass: client.limitClass };
}

/** The graph's ids carry prefixes; inside, ids are bare. */
function bare(id: string): string {
  const parsed = parseId(id);
  if (!parsed) throw new Error('issuers gave an id without a prefix');
  return parsed.uuid;
}
