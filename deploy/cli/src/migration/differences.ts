import { answer, type AwardFact, pathwayOf, type Solver } from '@cairn/requirements';
import { plainMetadata, plainWorld, type Unbound } from './definition.js';
import type { PlannedAward } from './plan.js';
import type { SourceRule } from './source-rule.js';

/**
 * `TWO_ASSERTIONS_OF_ONE_BADGE`: the source counts assertions, and here a badge counts once. `EXPIRED`: the source counts what
 * has expired. `RULE_READ_OTHERWISE`: neither explains it; the report of the pathway says what was read otherwise.
 */
export type Reason = 'TWO_ASSERTIONS_OF_ONE_BADGE' | 'EXPIRED' | 'RULE_READ_OTHERWISE';

/** An earner who had completed a pathway at the source and has not here, or the other way round. */
export interface Difference {
  /** As the export names the earner. */
  readonly identifier: string;
  readonly completedThere: boolean;
  readonly completedHere: boolean;
  readonly reasons: readonly Reason[];
  /** Assertions of badges of the pathway. */
  readonly assertions: readonly string[];
  /** The badge that completes the pathway, which the earner holds and keeps. */
  readonly keeps: string | null;
}

export interface Compared {
  readonly earners: number;
  /** Who is complete here and lacks the badge for it: the pathway awards it, as the source would have. */
  readonly withoutBadge: number;
  readonly differences: readonly Difference[];
}

/** Judges everybody who holds a badge of the pathway by both rules, on one day. Pure. */
export function compare(pathway: Unbound, rule: SourceRule, awards: readonly PlannedAward[], today: string, solver: Solver): Compared {
  const { definition, names } = pathway;
  const isCompleteHere = ruleHere(pathway, today, solver);
  const byEarner = Map.groupBy(
    awards.filter(({ revoked }) => revoked === null),
    ({ identifierType, identifier }) => `${identifierType} ${identifier.toLowerCase()}`,
  );
  const differences: Difference[] = [];
  const badge = definition.completion?.achievement;
  let [earners, withoutBadge] = [0, 0];
  for (const all of byEarner.values()) {
    const held = all.filter(({ achievement }) => names.has(achievement));
    if (held.length === 0) continue;
    earners += 1;
    const [completedThere, completedHere] = [rule(held.map(({ achievement }) => achievement)), isCompleteHere(held)];
    const own = badge === undefined ? undefined : all.find(({ achievement }) => names.get(achievement) === badge);
    if (completedHere && badge !== undefined && !own) withoutBadge += 1;
    if (completedThere === completedHere) continue;
    differences.push({ identifier: held[0]?.identifier ?? '', completedThere, completedHere, reasons: reasonsOf(rule, held, today, completedThere), assertions: held.map(({ key }) => key), keeps: (completedThere && own?.key) || null });
  }
  return { earners, withoutBadge, differences };
}

type Held = Pick<PlannedAward, 'key' | 'achievement' | 'awardedOn' | 'validUntil'>;

/** The rule of a source of which nothing is known but that it knows no expiry: ours, with everything held for ever. */
export function withoutExpiry(pathway: Unbound, today: string, solver: Solver): SourceRule {
  const isComplete = ruleHere(pathway, today, solver);
  return (badges) => isComplete(badges.map((achievement, at) => ({ key: String(at), achievement, awardedOn: today, validUntil: null })));
}

/** Whether whoever enrols on a day and has these awards, which were not revoked, has completed a pathway here by its end. */
export function ruleHere({ definition, names }: Unbound, today: string, solver: Solver): (held: readonly Held[]) => boolean {
  const versions = pathwayOf([definition], plainWorld);
  return (held) => {
    const facts = { enrolment: { enrolledOn: today }, awards: held.map((award) => factOf(award, names)), attestations: [], exceptions: [], others: new Map() };
    return answer({ versions, facts, asOf: today, world: plainWorld, solver }).complete === true;
  };
}

/** Which of the two makes the source say yes: asked of its own rule, with the one or both taken away. */
function reasonsOf(rule: SourceRule, held: readonly PlannedAward[], today: string, completedThere: boolean): Reason[] {
  const still = held.filter(({ validUntil }) => validUntil === null || validUntil > today);
  const badgesOf = (some: readonly PlannedAward[]) => some.map(({ achievement }) => achievement);
  const once = (badges: readonly string[]) => [...new Set(badges)];
  if (!completedThere || rule(once(badgesOf(still)))) return ['RULE_READ_OTHERWISE'];
  const reasons: Reason[] = [
    ...(rule(once(badgesOf(held))) ? [] : ['TWO_ASSERTIONS_OF_ONE_BADGE' as const]),
    ...(rule(badgesOf(still)) ? [] : ['EXPIRED' as const]),
  ];
  return reasons.length > 0 ? reasons : ['TWO_ASSERTIONS_OF_ONE_BADGE', 'EXPIRED'];
}

const factOf = ({ key, achievement, awardedOn, validUntil }: Held, names: Unbound['names']): AwardFact => ({
  id: key,
  achievement: names.get(achievement) ?? achievement,
  issuedOn: awardedOn,
  expiresOn: validUntil,
  revokedOn: null,
  suspensions: [],
  result: null,
  snapshot: plainMetadata,
  stated: {},
  entry: false,
});
