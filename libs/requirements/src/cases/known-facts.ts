import type { AttestationFact, AwardFact, EarnerFacts, ExceptionFact, Metadata } from '../facts/facts.js';
import { hundredths } from '../assignment/amount.js';
import type { Case, CaseFile, Recorded, WrittenAward, WrittenEntry, WrittenMetadata } from './case-file.js';
import { metadataOf, writtenOn } from './case-world.js';
import { mergePatch } from './merge-patch.js';

/** What of a case is known at an instant (S3), as the evaluator takes it; without the enrolment and other pathways. */
export function knownFacts(file: CaseFile, { awards, entries = [], attestations = [], exceptions = [] }: Case, knownAsOf: string | undefined): Pick<EarnerFacts, 'awards' | 'attestations' | 'exceptions'> {
  const known = <T extends Recorded>(facts: readonly T[]): T[] => facts.flatMap((fact) => asKnown(fact, knownAsOf) ?? []);
  return {
    awards: [...known(awards).map((award) => awardOf(file, award)), ...known(entries).map(entryOf)],
    attestations: known(attestations).map(({ id, node, on, until = null, revokedOn = null }): AttestationFact => ({ id, node, on, until, revokedOn })),
    exceptions: known(exceptions).map(({ id, node, type, award = null, amount = 0, on, until = null, by = null, reason = null }): ExceptionFact => ({ id, node, type, award, amount, on, until, by, reason })),
  };
}

/** A fact as its last revision by then has it; undefined when it was not known at all. */
function asKnown<T extends Recorded>(fact: T, knownAsOf: string | undefined): T | undefined {
  const limit = knownAsOf === undefined ? Infinity : knownAsOf.length === 10 ? Date.parse(`${knownAsOf}T00:00:00Z`) + 86_400_000 - 1 : Date.parse(knownAsOf);
  if (fact.recordedAt !== undefined && Date.parse(fact.recordedAt) > limit) return undefined;
  const learnt = (fact.revisions ?? []).filter(({ recordedAt }) => Date.parse(recordedAt) <= limit);
  return [...learnt].sort((a, b) => Date.parse(a.recordedAt) - Date.parse(b.recordedAt)).reduce<T>((so, { set }) => mergePatch(so, set), fact);
}

const metadataKeys = ['issuer', 'type', 'tags', 'skills', 'level', 'groups', 'series', 'assessed', 'measures', 'credits', 'hours'] as const;

function awardOf({ achievements }: CaseFile, award: WrittenAward): AwardFact {
  const { id, achievement, issuedOn, expiresOn = null, revokedOn = null, suspensions = [], result = null } = award;
  const own = Object.fromEntries(metadataKeys.flatMap((key) => (award[key] === undefined ? [] : [[key, award[key]]]))) as WrittenMetadata;
  const then = writtenOn(achievements[achievement] ?? {}, issuedOn);
  // Measures are given as a whole, in whichever way they are written.
  const measured = own.measures !== undefined || own.credits !== undefined || own.hours !== undefined;
  const inherited = own.measures === undefined ? then : { ...then, credits: undefined, hours: undefined };
  const snapshot = metadataOf({ ...inherited, ...own } as WrittenMetadata);
  const stated = Object.fromEntries(Object.keys(own).filter((key) => key !== 'credits' && key !== 'hours').map((key) => [key, snapshot[key as keyof Metadata]]));
  return { id, achievement, issuedOn, expiresOn, revokedOn, suspensions, result, snapshot, stated: measured ? { ...stated, measures: snapshot.measures } : stated, entry: false };
}

/** An entry of the continuing-education ledger is read as an award of `entry:<category>` (section 2). */
function entryOf({ id, category, measure, amount, on, issuer = undefined }: WrittenEntry): AwardFact {
  const snapshot = metadataOf({ ...(issuer === undefined ? {} : { issuer }), tags: category === undefined ? [] : [category], measures: {} });
  return {
    id,
    achievement: `entry:${category ?? ''}`,
    issuedOn: on,
    expiresOn: null,
    revokedOn: null,
    suspensions: [],
    result: null,
    snapshot: { ...snapshot, measures: { [measure]: hundredths(amount) } },
    stated: {},
    entry: true,
  };
}
