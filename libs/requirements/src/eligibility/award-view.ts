import type { CivilDate } from '../civil-date.js';
import type { Policy } from '../language/pathway.js';
import type { GroupBy } from '../language/constraints.js';
import type { AwardFact, Metadata, World } from '../facts/facts.js';

/** An award as a day sees it: with the metadata that the policy looks at. */
export interface AwardView {
  readonly award: AwardFact;
  readonly metadata: Metadata;
  readonly rank: number | null;
}

/** Section 3: the snapshot of the award, or what is in effect on the day; the issuer of record and what the award states stay. */
export function viewOf(award: AwardFact, day: CivilDate, policy: Policy, world: World): AwardView {
  const metadata =
    policy.metadata === 'latest' && !award.entry
      ? { ...world.metadataOn(award.achievement, day), issuer: award.snapshot.issuer, ...award.stated }
      : award.snapshot;
  return { award, metadata, rank: rankOf(metadata.level, policy) };
}

/** An integer level is its own rank; a name that the scale lacks is no level. */
export function rankOf(level: Metadata['level'], { levelScale }: Pick<Policy, 'levelScale'>): number | null {
  if (typeof level === 'number') return level;
  return level === null ? null : (levelScale?.[level] ?? null);
}

/** The groups that an award belongs to: it is placed in one of them where it counts. */
export function groupsOf({ award, metadata, rank }: AwardView, by: GroupBy): readonly string[] {
  const one = (value: string | null) => (value === null ? [] : [value]);
  switch (by) {
    case 'issuer':
      return one(metadata.issuer);
    case 'series':
      return one(metadata.series);
    case 'type':
      return one(metadata.type);
    case 'level':
      return one(rank === null ? null : String(rank));
    case 'tag':
      return [...new Set(metadata.tags)];
    case 'group':
      return [...new Set(metadata.groups)];
    case 'skill':
      return [...new Set(metadata.skills)];
    case 'achievement':
      return [award.achievement];
  }
}

/** Hundredths of a measure: the one asked for, else by the first declared conversion, in one step, rounded half up (section 2). */
export function amountOf({ metadata: { measures } }: AwardView, measure: string, { conversions = [] }: Pick<Policy, 'conversions'>): number {
  const own = measures[measure];
  if (own !== undefined) return own;
  for (const { from, to, factor } of conversions) {
    const amount = to === measure ? measures[from] : undefined;
    if (amount !== undefined) return halfUp(amount * factor);
  }
  return 0;
}

/** Binary noise is taken away first: 1.005 is meant as written. */
const halfUp = (value: number): number => Math.floor(Number(value.toPrecision(15)) + 0.5);
