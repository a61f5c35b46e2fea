import type { CivilDate } from '../civil-date.js';
import type { EnrolmentFact } from '../facts/facts.js';
import { isOpenOn, type VersionRules } from './version-rules.js';

/** What of a version decides when it governs. */
type Dated = Pick<VersionRules, 'number' | 'pathway'>;

/** The versions that govern an earner who has not completed; `base` first, then alternatives by number (section 7). */
export function governingOn<Version extends Dated>(versions: readonly Version[], enrolment: EnrolmentFact | null, day: CivilDate): readonly Version[] {
  return governedBy(versions, enrolment)(day);
}

/** The same for many days. */
export function governedBy<Version extends Dated>(versions: readonly Version[], enrolment: EnrolmentFact | null): (day: CivilDate) => readonly Version[] {
  const byNumber = versions.length > 1 ? [...versions].sort((a, b) => a.number - b.number) : versions;
  if (!enrolment) return (day) => withoutEnrolment(byNumber, day);
  const bases = basesOf(byNumber, enrolment);
  return (day) => {
    const base = bases.findLast(({ from }) => from <= day)?.base;
    return base ? [base, ...byNumber.filter((one) => one !== base && lists(one, base, 'alternative', day))] : [];
  };
}

/** Every day on which another version may begin to govern. */
export function governingDays(versions: readonly Dated[], enrolment: EnrolmentFact | null): CivilDate[] {
  const days: CivilDate[] = [];
  for (const { pathway } of versions) {
    const { enrolFrom = pathway.publishedOn, enrolUntil } = pathway.versioning ?? {};
    if (enrolFrom !== undefined) days.push(enrolFrom);
    if (enrolUntil !== undefined) days.push(enrolUntil);
  }
  return [...days, ...movingDays(versions, enrolment)];
}

/** Those on which the base of somebody enrolled may move. */
function movingDays(versions: readonly Dated[], enrolment: EnrolmentFact | null): CivilDate[] {
  const days = (enrolment?.optIns ?? []).map(({ on }) => on);
  for (const { pathway } of versions) {
    const { teachOutUntil, appliesToEnrolledIn } = pathway.versioning ?? {};
    if (teachOutUntil !== undefined) days.push(teachOutUntil);
    if (appliesToEnrolledIn) days.push(appliesToEnrolledIn.from);
  }
  return days;
}

function withoutEnrolment<Version extends Dated>(byNumber: readonly Version[], day: CivilDate): readonly Version[] {
  const open = byNumber.findLast((one) => isOpenOn(one, day));
  return !open || open.pathway.policy.enrolment === 'required' ? [] : [open];
}

/** The base from the day of enrolment on: each entry up to the next. */
function basesOf<Version extends Dated>(byNumber: readonly Version[], enrolment: EnrolmentFact): { readonly from: CivilDate; readonly base: Version | undefined }[] {
  const { enrolledOn, version, optIns = [] } = enrolment;
  let base = version === undefined ? byNumber.findLast((one) => isOpenOn(one, enrolledOn)) : byNumber.find(({ number }) => number === version);
  const bases: { from: CivilDate; base: Version | undefined }[] = [];
  for (const today of [...new Set([enrolledOn, ...movingDays(byNumber, enrolment)])].filter((day) => day >= enrolledOn).sort()) {
    for (const { to, on } of optIns) {
      const wanted = on === today ? byNumber.find(({ number }) => number === to) : undefined;
      if (base && wanted && wanted.number > base.number && isOpenOn(wanted, today)) base = wanted;
    }
    // Each version is left at most once a day, whatever replaces what.
    const left = new Set<Version>();
    for (let next = moved(byNumber, base, today); base && next !== base && !left.has(base); next = moved(byNumber, base, today)) {
      left.add(base);
      base = next;
    }
    bases.push({ from: today, base });
  }
  return bases;
}

/** Where a base goes on a day by itself: to its successor when its teach-out is over, else to what replaces it. */
function moved<Version extends Dated>(byNumber: readonly Version[], base: Version | undefined, day: CivilDate): Version | undefined {
  if (!base) return undefined;
  const { teachOutUntil, successor } = base.pathway.versioning ?? {};
  if (teachOutUntil !== undefined && teachOutUntil <= day)
    return successor === undefined ? byNumber.find(({ number }) => number > base.number) : byNumber.find(({ number }) => number === successor);
  return byNumber.find((one) => one !== base && lists(one, base, 'replace', day)) ?? base;
}

function lists({ pathway }: Dated, base: Dated, mode: 'alternative' | 'replace', day: CivilDate): boolean {
  const applies = pathway.versioning?.appliesToEnrolledIn;
  return applies !== undefined && applies.mode === mode && applies.versions.includes(base.number) && applies.from <= day;
}
