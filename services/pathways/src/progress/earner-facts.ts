import type { AwardFact, EarnerFacts, Metadata, OtherPathway } from '@cairn/requirements';
import { type MetadataEntry } from '../copies/achievement-metadata.js';
import type { KnownAchievement } from '../copies/copy.js';
import { metadataOf } from './batch-world.js';
import type { EnrolmentToEvaluate, HeldAward, LedgerItem, StandingCompletion } from './earner-records.js';

const unknown: Metadata = { issuer: null, type: null, tags: [], skills: [], level: null, groups: [], series: null, assessed: false, measures: {} };

/** Makes awards of what is held, as their achievement versions described them when they were made. */
export class AwardFacts {
  private readonly histories: ReadonlyMap<string, readonly MetadataEntry[]>;
  private readonly snapshots = new Map<string, Metadata>();

  constructor(achievements: readonly KnownAchievement[]) {
    this.histories = new Map(achievements.map(({ id, history }) => [id, history]));
  }

  /** @param scales those on which results are asked for: of several results the first on one of them counts */
  of(held: HeldAward, scales: ReadonlySet<string>): AwardFact {
    const { id, achievement, issuedOn, expiresOn, revokedOn, suspensions, snapshot: own, result } = held;
    const snapshot = this.snapshot(held);
    const earned = own?.creditsEarned === undefined ? null : withEarned(snapshot.measures, own.creditsEarned);
    return {
      id,
      achievement,
      issuedOn,
      expiresOn,
      revokedOn,
      suspensions: suspensions ?? [],
      result: result?.find(({ scale }) => scales.has(scale)) ?? result?.[0] ?? null,
      snapshot: earned ? { ...snapshot, measures: earned } : snapshot,
      stated: earned ? { measures: earned } : {},
      entry: false,
    };
  }

  /** Awards of one version by one issuer share what is said of them. A version that nobody told of is taken for that of the day. */
  private snapshot({ achievement, achievementVersion, issuer, issuedOn }: HeldAward): Metadata {
    const key = `${achievementVersion} ${issuer}`;
    let found = this.snapshots.get(key);
    if (!found) {
      const history = this.histories.get(achievement) ?? [];
      const entry = history.find(({ version }) => version === achievementVersion) ?? history.findLast(({ from }) => from <= issuedOn);
      found = { ...(entry ? metadataOf(entry) : unknown), issuer };
      this.snapshots.set(key, found);
    }
    return found;
  }
}

/** Credits that were earned stand in place of the first ones that the version offers. */
function withEarned(measures: Metadata['measures'], credits: number): Record<string, number> | null {
  const amounts = Object.entries(measures);
  const [first] = amounts;
  if (!first) return null;
  const unit = first[0].toLowerCase();
  return Object.fromEntries(amounts.map(([name, amount]) => [name, name.toLowerCase() === unit ? Math.round(credits * 100) : amount]));
}

/** An entry of the ledger is read as an award of `entry:<category>` (section 2). */
export const entryFact = ({ id, category, measure, hundredths, on, issuer }: LedgerItem): AwardFact => ({
  id,
  achievement: `entry:${category ?? ''}`,
  issuedOn: on,
  expiresOn: null,
  revokedOn: null,
  suspensions: [],
  result: null,
  snapshot: { ...unknown, issuer, tags: category === null ? [] : [category], measures: { [measure]: hundredths, [measure.toLowerCase()]: hundredths } },
  stated: {},
  entry: true,
});

/** All that is known of an earner, for one enrolment. */
export const factsOf = (enrolment: EnrolmentToEvaluate, awards: readonly AwardFact[], standings: readonly StandingCompletion[]): EarnerFacts => ({
  enrolment: {
    version: enrolment.number,
    enrolledOn: enrolment.enrolledOn,
    withdrawnOn: enrolment.withdrawnOn,
    optIns: enrolment.optIns,
    exitRequests: enrolment.exitRequests,
  },
  awards,
  attestations: enrolment.attestations,
  exceptions: enrolment.exceptions,
  others: othersOf(standings),
});

/** Of several completions of one pathway the first counts. */
function othersOf(standings: readonly StandingCompletion[]): Map<string, OtherPathway> {
  const others = new Map<string, OtherPathway>();
  for (const { pathway, completedOn, number, intervals, counted } of standings)
    if (!others.has(pathway)) others.set(pathway, { completedOn, completingVersion: number, intervals, counted });
  return others;
}
