import type { Metadata, World } from '@cairn/requirements';
import { codeOf, type MetadataEntry } from '../copies/achievement-metadata.js';
import type { KnownAchievement } from '../copies/copy.js';
import { groupedBy } from '../grouped.js';
import type { TrustPeriod } from '../trust/trust-period.js';

/** What is known of achievements, issuers and skills when a batch is evaluated. */
export interface WorldFacts {
  readonly achievements: readonly KnownAchievement[];
  readonly trust: readonly TrustPeriod[];
  /** What skills fall under, by address. */
  readonly above: readonly { readonly skill: string; readonly ancestor: string }[];
}

const nothing: Metadata = { issuer: null, type: null, tags: [], skills: [], level: null, groups: [], series: null, assessed: false, measures: {} };

/** Entries of the ledger are read as awards of an achievement of their own, each of which counts. */
const isEntry = (achievement: string): boolean => achievement.startsWith('entry:');

/** Answers for what the evaluator asks of achievements, issuers and skills. */
export function batchWorld({ achievements, trust, above }: WorldFacts): World {
  const byId = new Map(achievements.map((one) => [one.id, one]));
  const periods = groupedBy(trust, ({ issuer }) => issuer);
  const ancestors = groupedBy(above, ({ skill }) => skill);
  let known: ReadonlyMap<string, string> | undefined;
  const codes = () => (known ??= new Map(achievements.flatMap(({ history }) => history.flatMap(({ set }) => Object.entries(set.skillCodes ?? {})))));
  const isNamed = (skill: string, name: string): boolean => skill === name || codes().get(skill) === name || lastPart(skill) === name;
  return {
    isRepeatable: (achievement) => isEntry(achievement) || byId.get(achievement)?.repeatable === true,
    codeOf: (achievement) => codeOf(byId.get(achievement)?.history.at(-1)?.set.code ?? ''),
    metadataOn: (achievement, day) => {
      const { history = [] } = byId.get(achievement) ?? {};
      const entry = history.findLast(({ from }) => from <= day) ?? history[0];
      return entry ? metadataOf(entry) : nothing;
    },
    metadataDays: (achievement) => (byId.get(achievement)?.history ?? []).map(({ from }) => from),
    tierOf: (issuer, on) => {
      const tiers = (periods.get(issuer) ?? []).filter(({ from, until }) => from <= on && (until === null || on < until)).map(({ tier }) => tier);
      return tiers.length > 0 ? Math.max(...tiers) : null;
    },
    trustGroups: (issuer) => (periods.get(issuer) ?? []).flatMap(({ body, bodies, from, until }) => [body, ...bodies].map((group) => ({ group, from, until: until ?? undefined }))),
    isAtOrBelow: (skill, ancestor) => isNamed(skill, ancestor) || (ancestors.get(skill) ?? []).some((one) => isNamed(one.ancestor, ancestor)),
  };
}

/** What a version says, as the evaluator takes it; the issuer of record is that of the award. */
export const metadataOf = ({ set: { type = null, tags = [], skills = [], level = null, groups = [], series = null, assessed = false, measures = {} } }: MetadataEntry): Metadata => ({
  issuer: null,
  type,
  tags,
  skills,
  level,
  groups,
  series,
  assessed,
  measures,
});

/** Where nobody told a code, the end of an address is taken for it. */
const lastPart = (address: string): string => address.slice(Math.max(address.lastIndexOf('/'), address.lastIndexOf('#')) + 1);
