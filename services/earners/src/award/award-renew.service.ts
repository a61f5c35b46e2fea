import { accepted, type Decision, grantMissing, may, maySomewhere, notFound, type Principal, refusal, refused } from '@cairn/access';
import { note as noteDeed } from '@cairn/audit';
import { type Mark, once } from '@cairn/messaging';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { VersionCopyStore } from '../achievement-version/version-copy.store.js';
import { type RenewalAttempt, renewalTermsOf, retryAt } from '../maintenance/renewal/renewal-attempt.js';
import { RenewalAttemptStore } from '../maintenance/renewal/renewal-attempt.store.js';
import { keepingRuleOf } from '../maintenance/rule/keeping-rule.js';
import type { Award } from './award.js';
import { AwardChange, type AwardCommand } from './award-change.js';
import { renewCommand } from './award-commands.js';
import { renew } from './award-renewal.js';
import { civilDayIn } from './civil-day.js';
import { AwardStore } from './award.store.js';
import { AwardTermStore } from './award-term.store.js';

/** What is asked for: `passed` is that of an attempt at the assessment, null without one. */
export interface Renewing {
  readonly note: string | null;
  readonly passed: boolean | null;
}

/** `attempt` is the number of the one that was made; `retryAt`: from when the next one is allowed, null: at once. */
export interface Renewed {
  readonly decision: Decision<{ readonly id: string; readonly marks: Mark[] }>;
  readonly attempt: number | null;
  readonly retryAt: Date | null;
}

/** Adds a term to an award: its id and its history go on, and what was signed for earlier terms stays as it is. */
@Injectable()
export class AwardRenewService {
  constructor(
    private readonly database: Database,
    private readonly store: AwardStore,
    private readonly versions: VersionCopyStore,
    private readonly change: AwardChange,
    private readonly terms: AwardTermStore,
    private readonly attempts: RenewalAttemptStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async renew(principal: Principal, id: string, wanted: Renewing, key?: string | null): Promise<Renewed> {
    const { tenant } = principal;
    if (tenant === null || !maySomewhere(principal, 'AWARD')) return no(grantMissing('AWARD'));
    let made: Omit<Renewed, 'decision'> = { attempt: null, retryAt: null };
    const { note, passed } = wanted;
    const request = { renewAward: { id, note, ...(passed !== null && { passed }) } };
    const decision = await this.database.write({ tenant }, (tx) =>
      once(tx, { tenant, client: principal.actor, key, request }, async () => {
        const { decision: decided, ...rest } = await this.renewIn(tx, principal, tenant, id, wanted);
        made = rest;
        return decided;
      }),
    );
    return { decision, ...made };
  }

  private async renewIn(tx: Tx, principal: Principal, tenant: string, id: string, wanted: Renewing): Promise<Renewed> {
    const before = await this.store.lock(tx, tenant, id);
    if (!before) return no(notFound('award', 'id'));
    if (!may(principal, 'AWARD', { issuer: before.issuer, achievement: before.achievement })) return no(grantMissing('AWARD'));
    const [version] = await this.versions.byIds(tx, tenant, [before.achievementVersion]);
    if (version && keepingRuleOf(version)) return no(refusal('RENEWAL_NOT_POSSIBLE', 'It is kept valid by credits: it is renewed when its cycle is met.', 'id'));
    const rule = { validFor: version?.validFor ?? null, renewalWindow: version?.renewalWindow ?? null };
    const command = renewCommand(rule, version?.zone ?? null);
    const now = new Date(this.clock.now());
    const could = renew(before, rule, civilDayIn(now, version?.zone), now);
    // Neither refused, nor renewed already in this window: then there is something that an attempt can bring.
    if (!could.ok || could.value === before) return { ...nothingTried, decision: await this.apply(tx, before, command, wanted.note) };
    const terms = renewalTermsOf({ maintenance: version?.maintenance ?? null });
    if (terms.assessed && wanted.passed === null) return no(refusal('ASSESSMENT_MISSING', 'Its renewal is assessed: say how the attempt went, in `attempt`.', 'attempt'));
    if (wanted.passed === null) return { ...nothingTried, decision: await this.apply(tx, before, command, wanted.note) };
    const earlier = await this.attempts.of(tx, tenant, id, before.term);
    const allowed = retryAt(terms, earlier);
    if (allowed !== null && now < allowed) return { ...no(refusal('RETRY_TOO_SOON', `The next attempt is allowed from ${allowed.toISOString()}.`, 'attempt')), retryAt: allowed };
    const attempt: RenewalAttempt = { number: earlier.length + 1, passed: wanted.passed, at: now };
    await this.attempts.add(tx, tenant, id, before.term, attempt);
    await noteDeed(tx, { tenant, action: 'cairn.award.renewal-attempted', subject: id, subjectKind: 'AWARD', earners: [before.earner] });
    if (!wanted.passed) return { decision: accepted({ id, marks: [] }), attempt: attempt.number, retryAt: retryAt(terms, [...earlier, attempt]) };
    return { decision: await this.apply(tx, before, command, wanted.note), attempt: attempt.number, retryAt: null };
  }

  private async apply(tx: Tx, before: Award, command: AwardCommand, note: string | null): Promise<Renewed['decision']> {
    const { tenant, id } = before;
    const renewed = await this.change.apply(tx, tenant, id, { ...command, note });
    if (!renewed.ok || renewed.value.marks.length === 0) return renewed;
    const after = await this.store.lock(tx, tenant, id);
    if (!after) throw new Error('an award was renewed and is gone');
    await this.terms.add(tx, before, after);
    return accepted(renewed.value);
  }
}

const nothingTried = { attempt: null, retryAt: null };
const no = (why: ReturnType<typeof refusal>): Renewed => ({ ...nothingTried, decision: refused(why) });
