import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { Award } from '../../award/award.js';
import type { Viewer } from '../../earner/earner-view.service.js';
import { VersionCopyStore } from '../../achievement-version/version-copy.store.js';
import type { VersionCopy } from '../../achievement-version/version-copy.js';
import { keepingRuleOf } from '../rule/keeping-rule.js';
import { CreditCycles, type Judged } from './credit-cycles.service.js';
import { MaintainedAwardStore } from './maintained-award.store.js';
import { type Maintained, termStandingOf } from './maintenance-state.js';
import { standingOf } from './standing.js';

/** An award, the day asked about, and the instant until which things were known; now where it is left out. */
export interface CycleAsked {
  readonly award: Award;
  readonly asOf: string;
  readonly knownAsOf: Date | null;
}

/** What of an award's cycles was found out: null where it has none. */
export interface CycleFound {
  readonly version: VersionCopy | null;
  readonly judged: Judged | null;
}

/** What people are told of cycles, judged when they ask. */
@Injectable()
export class CycleView {
  constructor(
    private readonly database: Database,
    private readonly versions: VersionCopyStore,
    private readonly maintained: MaintainedAwardStore,
    private readonly judging: CreditCycles,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  today(): string {
    return today(this.clock);
  }

  /** The cycles of awards that the viewer may see, in the order of what was asked. */
  cycles(viewer: Viewer, asked: readonly CycleAsked[]): Promise<CycleFound[]> {
    const now = new Date(this.clock.now());
    return this.database.read(viewer, async (tx) => {
      const versions = await this.versionsOf(tx, asked);
      const ledgers = new Map((await this.maintained.byAwards(tx, [...new Set(asked.map(({ award: { id } }) => id))])).map(({ award, ledger }) => [award, ledger]));
      const kept = asked.flatMap((one) => {
        const version = versions.get(one.award.achievementVersion);
        const rule = version ? keepingRuleOf(version) : null;
        return rule ? [{ one, asked: { ...one, ledger: ledgers.get(one.award.id) ?? one.award.id, rule, knownAsOf: one.knownAsOf ?? now } }] : [];
      });
      const judged = await this.judging.judge(tx, kept.map((one) => one.asked));
      const found = new Map(kept.map(({ one }, at) => [one, judged[at] ?? null]));
      return asked.map((one) => ({ version: versions.get(one.award.achievementVersion) ?? null, judged: found.get(one) ?? null }));
    });
  }

  private async versionsOf(tx: Tx, asked: readonly CycleAsked[]): Promise<Map<string, VersionCopy>> {
    const found = new Map<string, VersionCopy>();
    for (const [tenant, of] of Map.groupBy(asked, ({ award }) => award.tenant)) {
      for (const version of await this.versions.byIds(tx, tenant, [...new Set(of.map(({ award }) => award.achievementVersion))])) found.set(version.id, version);
    }
    return found;
  }
}

/** How the maintenance of an award stands; null where nothing has to be done. */
export function maintainedOf({ award, asOf }: CycleAsked, { version, judged }: CycleFound): Maintained | null {
  if (!version || award.awardedOn > asOf) return null;
  if (!judged) return termStandingOf(award, version.maintenance === null || version.maintenance.required === false ? null : version.renewalWindow, asOf);
  const { state, opensOn, dueBy, lapsesOn } = standingOf(judged.rule, judged.cycles, asOf);
  return { state, opensOn, dueBy, lapsesOn };
}
