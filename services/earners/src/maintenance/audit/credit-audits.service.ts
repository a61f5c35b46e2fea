import { randomBytes } from 'node:crypto';
import { accepted, type Decision, grantMissing, may, maySomewhere, notFound, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { appendEvents, type Mark } from '@cairn/messaging';
import { Database, newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { VersionCopyStore } from '../../achievement-version/version-copy.store.js';
import { AwardStore } from '../../award/award.store.js';
import { creditEvent } from '../../events/publishes-credits.js';
import { MaintainedAwardStore } from '../cycle/maintained-award.store.js';
import { revised } from '../ledger/credit-entry.js';
import { CreditEntryStore } from '../ledger/credit-entry.store.js';
import { CreditLedger, type Entered } from '../ledger/credit-ledger.service.js';
import { keepingRuleOf } from '../rule/keeping-rule.js';
import { type CreditAudit, CreditAuditStore } from './credit-audit.store.js';
import { sampleOf } from './sample.js';

export interface AuditWanted {
  readonly achievement: string;
  readonly size: number | null;
  readonly from: string | null;
  readonly until: string | null;
  readonly seed: string | null;
}

export type Drawn = Decision<{ readonly audit: CreditAudit; readonly entries: readonly string[]; readonly marks: readonly Mark[] }>;

const sizeMax = 500;

/** Samples of what was reported: drawn by a seed that is kept, and decided entry by entry. */
@Injectable()
export class CreditAudits {
  constructor(
    private readonly database: Database,
    private readonly store: CreditAuditStore,
    private readonly versions: VersionCopyStore,
    private readonly entries: CreditEntryStore,
    private readonly awards: AwardStore,
    private readonly maintained: MaintainedAwardStore,
    private readonly ledger: CreditLedger,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async draw(principal: Principal, { achievement, size: asked, from, until, seed: given }: AuditWanted): Promise<Drawn> {
    const { tenant } = principal;
    if (tenant === null || !maySomewhere(principal, 'AWARD')) return refused(grantMissing('AWARD'));
    if (asked !== null && (asked < 1 || asked > sizeMax)) return refused(refusal('INVALID_VALUE', `A sample has 1 to ${sizeMax} entries.`, 'size'));
    const seed = given?.trim() ?? randomBytes(16).toString('hex');
    if (seed.length < 1 || seed.length > 100) return refused(refusal('INVALID_VALUE', 'A seed has 1 to 100 characters.', 'seed'));
    return this.database.write({ tenant }, async (tx) => {
      const version = await this.versions.published(tx, tenant, achievement);
      if (!version) return refused(notFound('achievement', 'achievementId'));
      if (!may(principal, 'AWARD', { issuer: version.issuer, achievement })) return refused(grantMissing('AWARD'));
      const rule = keepingRuleOf(version);
      if (!rule) return refused(refusal('CREDIT_RULE_MISSING', 'Awards of this achievement are not kept valid by credits.', 'achievementId'));
      const population = await this.store.population(tx, tenant, achievement, from, until);
      const size = asked ?? (rule.auditShare === null ? null : Math.min(sizeMax, Math.ceil(rule.auditShare * population.length)));
      if (size === null) return refused(refusal('FIELD_MISSING', 'The rule states no share: say how many.', 'size'));
      const drawn = sampleOf(population, size, seed);
      const audit: CreditAudit = { id: newId(), tenant, achievement, seed, size: drawn.length, population: population.length, drawnAt: new Date(this.clock.now()) };
      await this.store.add(tx, audit, drawn);
      await note(tx, { tenant, action: 'cairn.credit-audit.drawn', subject: audit.id, subjectKind: 'CREDIT_AUDIT' });
      return accepted({ audit, entries: drawn, marks: await this.flag(tx, tenant, drawn, audit.drawnAt) });
    });
  }

  /** @param entry bare id of a sampled entry */
  async decide(principal: Principal, entry: string, verdict: 'CONFIRMED' | 'DISALLOWED'): Promise<Entered> {
    return this.ledger.change(principal, entry, 'creditEntryId', async (tx, _open, { audit, tenant, id }) => {
      if (audit !== 'SAMPLED') return refused(refusal('CREDIT_STATE_INVALID', 'The entry is in no sample that is still to be decided.', 'creditEntryId'));
      await this.store.decide(tx, tenant, id, verdict, new Date(this.clock.now()));
      return accepted(verdict === 'CONFIRMED' ? { audit: verdict } : { audit: verdict, state: 'REVERSED', reason: 'AUDIT_DISALLOWED' });
    });
  }

  /** Marks what was drawn. It goes on counting until it is decided. */
  private async flag(tx: Tx, tenant: string, ids: readonly string[], at: Date): Promise<Mark[]> {
    const events = [];
    const next = [];
    for (const id of ids) {
      const entry = await this.entries.lock(tx, tenant, id);
      const serving = entry && (await this.maintained.serving(tx, tenant, entry.ledger));
      const award = serving && (await this.awards.lock(tx, tenant, serving));
      if (!entry || !award) continue;
      const flagged = revised(entry, at, { audit: 'SAMPLED' });
      next.push(flagged);
      events.push(creditEvent(flagged, award));
    }
    await this.entries.revise(tx, tenant, next);
    return events.length === 0 ? [] : appendEvents(tx, events);
  }
}
