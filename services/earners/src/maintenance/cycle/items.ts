import type { AwardFact, Metadata, World } from '@cairn/requirements';
import { publicId } from '@cairn/subgraph';
import type { KnownEntry } from '../ledger/credit-entry.js';
import type { KeepingRule } from '../rule/keeping-rule.js';

/** Another award of the earner, with the credits of its version; it counts where the requirement looks at awards. */
export interface OtherAward {
  readonly id: string;
  readonly achievement: string;
  readonly issuer: string;
  readonly awardedOn: string;
  readonly validUntil: string | null;
  readonly revokedOn: string | null;
  readonly assessed: boolean;
  readonly credits: readonly { readonly unit: string; readonly amount: number; readonly category?: string | null }[];
}

const nothing: Metadata = { issuer: null, type: null, tags: [], skills: [], level: null, groups: [], series: null, assessed: false, measures: {} };

/** Entries that count, and awards, as the requirement language sees them. Ids in rules are public ones. */
export function itemsOf(rule: KeepingRule, entries: readonly KnownEntry[], awards: readonly OtherAward[]): AwardFact[] {
  const posted = new Set(entries.flatMap(({ sourceAward }) => sourceAward ?? []));
  return [...entries.filter(({ state }) => state === 'POSTED').map((entry) => entryFact(rule, entry)), ...awards.filter(({ id }) => !posted.has(id)).map(awardFact)];
}

/**
 * Entries as they count: of an activity that counts once, the first; a later report of it counts nothing.
 */
export function eachOnce({ categories }: KeepingRule, entries: readonly KnownEntry[]): KnownEntry[] {
  const seen = new Set<string>();
  const inOrder = [...entries].sort((a, b) => (a.on === b.on ? b.amount - a.amount || (a.id < b.id ? -1 : 1) : a.on < b.on ? -1 : 1));
  return inOrder.map((entry) => {
    const { category, activity, state } = entry;
    if (state !== 'POSTED' || category === null || activity === null || categories?.get(category)?.oncePerActivity !== true) return entry;
    const key = `${category} ${activity}`;
    const again = seen.has(key);
    seen.add(key);
    return again ? { ...entry, state: 'REFUSED', reason: 'ACTIVITY_COUNTED' } : entry;
  });
}

/** An award of an achievement counts once; entries are repeatable. */
export const worldOfRules: World = {
  isRepeatable: () => false,
  codeOf: () => null,
  metadataOn: () => nothing,
  metadataDays: () => [],
  tierOf: () => null,
  trustGroups: () => [],
  isAtOrBelow: () => false,
};

function entryFact({ categories }: KeepingRule, { id, category, measure, amount, on, provider }: KnownEntry): AwardFact {
  const tags = category === null ? [] : (categories?.get(category)?.tags ?? [category]);
  return {
    ...plain,
    id,
    achievement: `entry:${category ?? ''}`,
    issuedOn: on,
    snapshot: { ...nothing, issuer: provider && publicId('Issuer', provider), tags, measures: { [measure]: amount } },
    entry: true,
  };
}

const awardFact = ({ id, achievement, issuer, awardedOn, validUntil, revokedOn, assessed, credits }: OtherAward): AwardFact => ({
  ...plain,
  id,
  achievement: publicId('Achievement', achievement),
  issuedOn: awardedOn,
  expiresOn: validUntil,
  revokedOn,
  snapshot: {
    ...nothing,
    issuer: publicId('Issuer', issuer),
    assessed,
    tags: credits.flatMap(({ category }) => category ?? []),
    measures: Object.fromEntries(credits.map(({ unit, amount }) => [unit, Math.round(amount * 100)])),
  },
  entry: false,
});

const plain = { expiresOn: null, revokedOn: null, suspensions: [], result: null, stated: {} };
