import { accepted, type Decision, refusal, type Refusal, refused } from '@cairn/access';
import { checkGroups } from '../roster/roster-entry.js';

/** Somebody who may be asked to review: a member or API client of the tenant. Ids are bare. */
export interface Reviewer {
  readonly id: string;
  readonly tenant: string;
  readonly actor: string;
  readonly actorKind: 'CLIENT' | 'MEMBER';
  /** His own record as an earner. */
  readonly earner: string | null;
  /** BCP 47. */
  readonly languages: readonly string[];
  readonly groups: readonly string[];
  /** Achievements he may be asked about; null: all. */
  readonly achievements: readonly string[] | null;
  /** Offers and reviews he may have open at a time. */
  readonly openAtMost: number;
  readonly state: 'ACTIVE' | 'REMOVED';
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What may be said of a reviewer. */
export type ReviewerText = Pick<Reviewer, 'earner' | 'languages' | 'groups' | 'achievements' | 'openAtMost'>;

/** Checks what is said of a reviewer, every fault at once. */
export function checkReviewer(text: ReviewerText): Decision<ReviewerText> {
  const faults: Refusal[] = [];
  const groups = checkGroups(text.groups);
  if (!groups.ok) faults.push(...groups.refusals);
  const languages = text.languages.map(canonical);
  if (languages.length === 0) faults.push(refusal('FIELD_MISSING', 'Name at least one language that the reviewer reads.', 'languages'));
  if (languages.length > 20) faults.push(refusal('INVALID_VALUE', 'There are at most 20 languages.', 'languages'));
  languages.slice(0, 20).forEach((language, at) => {
    if (language === undefined) faults.push(refusal('INVALID_VALUE', 'A language is a BCP 47 tag, for example `en-GB`.', 'languages', String(at)));
  });
  if (text.achievements && text.achievements.length > 100) faults.push(refusal('INVALID_VALUE', 'There are at most 100 achievements; leave them out for all.', 'achievementIds'));
  if (text.openAtMost < 1 || text.openAtMost > 100) faults.push(refusal('INVALID_VALUE', 'A reviewer has 1 to 100 open at a time.', 'openAtMost'));
  if (!groups.ok || faults.length > 0) return refused(...faults);
  return accepted({ ...text, groups: groups.value, languages: [...new Set(languages.filter((language) => language !== undefined))] });
}

function canonical(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}
