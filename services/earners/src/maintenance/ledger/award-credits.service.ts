import type { AwardFact } from '@cairn/events';
import type { Outcome } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { VersionCopyStore } from '../../achievement-version/version-copy.store.js';
import { MaintainedAwardStore } from '../cycle/maintained-award.store.js';
import { keepingRuleOf } from '../rule/keeping-rule.js';
import { CreditEntryStore } from './credit-entry.store.js';
import { CreditLedger } from './credit-ledger.service.js';

/** Follows awards from their own events: those that are to be kept get a ledger, and those that are worth credits post them where a rule takes them. */
@Injectable()
export class AwardCredits {
  constructor(
    private readonly versions: VersionCopyStore,
    private readonly maintained: MaintainedAwardStore,
    private readonly entries: CreditEntryStore,
    private readonly ledger: CreditLedger,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Awards that hold from now on. However often they are told of, each begins one ledger and posts once for each rule. */
  async began(tx: Tx, tenant: string, facts: readonly AwardFact[]): Promise<Outcome> {
    const holding = facts.filter(({ state }) => state === 'ACTIVE');
    const versions = new Map((await this.versions.byIds(tx, tenant, [...new Set(holding.map(({ achievementVersion }) => achievementVersion))])).map((version) => [version.id, version]));
    const kept = holding.filter(({ achievementVersion }) => {
      const version = versions.get(achievementVersion);
      return version && keepingRuleOf(version) !== null;
    });
    if (kept.length > 0) await this.maintained.begin(tx, tenant, kept.map(({ award }) => ({ award, ledger: award })), new Date(this.clock.now()));
    for (const fact of holding) {
      const credits = versions.get(fact.achievementVersion)?.credits ?? [];
      if (credits.length > 0) await this.post(tx, tenant, fact, credits);
    }
    return 'applied';
  }

  /** A successor goes on with the ledger of the award that it replaces. */
  async replaced(tx: Tx, tenant: string, fact: AwardFact, successor: string): Promise<Outcome> {
    const [row] = await this.maintained.byAwards(tx, [fact.award]);
    if (row) await this.maintained.begin(tx, tenant, [{ award: successor, ledger: row.ledger }], new Date(this.clock.now()));
    return this.ended(tx, tenant, fact);
  }

  /** What an award posted that holds no more is taken back. */
  async ended(tx: Tx, tenant: string, { award: source }: AwardFact): Promise<Outcome> {
    for (const seen of await this.entries.ofSource(tx, tenant, source)) {
      const serving = await this.maintained.serving(tx, tenant, seen.ledger);
      const open = serving === undefined ? undefined : await this.ledger.open(tx, tenant, serving, 'awardId');
      if (open?.ok && seen.state !== 'REVERSED') await this.ledger.follow(tx, open.value, seen, { state: 'REVERSED', reason: 'AWARD_ENDED' });
    }
    return 'applied';
  }

  private async post(tx: Tx, tenant: string, { award: source, earner, awardedOn, issuer }: AwardFact, credits: readonly { unit: string; amount: number; category?: string | null }[]): Promise<void> {
    for (const { award } of await this.maintained.takingCredits(tx, tenant, earner)) {
      if (award === source) continue;
      const open = await this.ledger.open(tx, tenant, award, 'awardId');
      if (!open.ok || !open.value.rule.creditsFromAwards) continue;
      for (const { unit: measure, amount, category = null } of credits) {
        const facts = { category, measure, amount: Math.round(amount * 100), on: awardedOn, provider: issuer, activity: null, evidence: null };
        // What the rule does not take (another category, a day before its anchor) is no fault of anybody.
        await this.ledger.enter(tx, open.value, facts, { source: 'AWARD', sourceAward: source, reference: null });
      }
    }
  }
}
