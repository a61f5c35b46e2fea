import { createHash } from 'node:crypto';
import { accepted, type Decision, grantMissing, may, maySomewhere, type Principal, type Refusal, refusal, refused, whoActs } from '@cairn/access';
import { asUuid, Database, TenantBatch } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import canonicalize from 'canonicalize';
import { VersionArrival } from '../achievement-version/version-arrival.js';
import { checkIdentifier, type IdentifierType } from '../earner/identifier.js';
import { AgencyService } from '../mandate/agency.service.js';
import type { Mandate } from '../mandate/mandate.js';
import { type IssueAnswer, AwardIssuing, type IssueRequest } from './award-issuing.js';
import { checkWish } from './check-wish.js';
import type { AwardWish } from './new-award.js';

/** `issueAward`, its ids bare. */
export interface IssueInput extends AwardWish {
  readonly idempotencyKey?: string | null;
  readonly earnerId?: string | null;
  readonly identifier?: { readonly type: IdentifierType; readonly value: string } | null;
  readonly achievementVersionId: string;
}

/** Two flushes keep the database busy while the next gathers; more would only make the batches smaller. */
const limits = { flushes: 2, entries: 500, waitMs: 1_500 };

/** Makes an award at a client's request. Requests of a tenant that arrive together share a transaction. */
@Injectable()
export class AwardIssueService {
  private readonly batch: TenantBatch<IssueRequest, IssueAnswer>;

  constructor(
    database: Database,
    issuing: AwardIssuing,
    private readonly arrival: VersionArrival,
    private readonly agency: AgencyService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.batch = new TenantBatch(
      (tenant, requests) => database.write({ tenant }, (tx) => issuing.issueAll(tx, asUuid(tenant), requests)),
      limits,
    );
  }

  async issue(principal: Principal, input: IssueInput): Promise<IssueAnswer> {
    const { tenant } = principal;
    if (tenant === null || !maySomewhere(principal, 'AWARD')) return no(grantMissing('AWARD'));
    const faults = checkWish(input, today(this.clock));
    const earner = earnerOf(input, faults);
    if (!earner || faults.length > 0) return no(...faults);
    const version = input.achievementVersionId;
    const request = { version, earner, wish: input, key: keyOf(principal, input), by: whoActs() };
    // Not looked for under a version that is known to be the tenant's own.
    const abroad: Decision<Mandate | null> = this.arrival.knows(tenant, version) ? accepted(null) : await this.agency.forAward(principal, version, true);
    if (!abroad.ok) return no(...abroad.refusals);
    if (abroad.value) return this.inNameOf(abroad.value, request);
    await this.arrival.of(tenant, [version]);
    const own = await this.batch.add(tenant, { ...request, may: (on) => may(principal, 'AWARD', on), agent: null });
    if (own.decision.ok || !own.decision.refusals.some(({ code }) => code === 'GRANT_MISSING')) return own;
    const atHome = await this.agency.forAward(principal, version, false);
    return atHome.ok && atHome.value ? this.inNameOf(atHome.value, request) : own;
  }

  /** The award is the mandator's; the mandate has been found to cover it. */
  private inNameOf(mandate: Mandate, request: Omit<IssueRequest, 'may' | 'agent'>): Promise<IssueAnswer> {
    const { mandatorTenant, mandatorIssuer, agentIssuer, agentTenant } = mandate;
    const agent = { issuer: agentIssuer, tenant: agentTenant };
    return this.batch.add(mandatorTenant, { ...request, agent, may: ({ issuer }) => issuer === mandatorIssuer });
  }
}

const no = (...refusals: readonly Refusal[]): IssueAnswer => ({ decision: refused(...refusals), award: null, existing: null });

function earnerOf({ earnerId, identifier }: IssueInput, faults: Refusal[]): IssueRequest['earner'] | undefined {
  if (earnerId && !identifier) return { id: earnerId };
  if (!identifier || earnerId) {
    faults.push(refusal(earnerId ? 'INVALID_VALUE' : 'FIELD_MISSING', 'Name the earner by `earnerId` or by `identifier`, one of the two.', 'earnerId'));
    return undefined;
  }
  const checked = checkIdentifier(identifier.type, identifier.value, 'identifier', 'value');
  if (checked.ok) return { identifier: checked.value };
  faults.push(...checked.refusals);
  return undefined;
}

/** The key with the hash of its request in RFC 8785 form, bound to this mutation. */
function keyOf({ actor }: Principal, { idempotencyKey, ...request }: IssueInput): IssueRequest['key'] {
  if (idempotencyKey === undefined || idempotencyKey === null) return null;
  const hash = createHash('sha256').update(canonicalize({ issueAward: request }) ?? '').digest('hex');
  return { client: actor ?? '', key: idempotencyKey, hash };
}
