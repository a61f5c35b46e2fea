import { accepted, type Decision, type Refusal, refusal, refused } from '@cairn/access';
import type { LintFinding, Pathway as Definition } from '@cairn/requirements';

/** Whom something is for: anybody, or members of the tenant. */
export type PathwayAccess = 'PUBLIC' | 'MEMBERS_ONLY';

/** Whether somebody has to agree to new enrolments. */
export type PathwayApproval = 'NOT_NEEDED' | 'REQUIRED';

/** A way of stacking achievements into something larger (CTDL Pathway). */
export interface Pathway {
  readonly id: string;
  readonly tenant: string;
  readonly issuer: string;
  /** The issuer's own code, unique in the tenant. */
  readonly code: string;
  /** Title of the current version, or of the newest draft. */
  readonly title: string;
  /** Who may follow it; concerns new enrolments only. */
  readonly access: PathwayAccess;
  /** Who may see it. */
  readonly visibility: PathwayAccess;
  readonly approval: PathwayApproval;
  readonly currentVersion: string | null;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A definition of a pathway: edited while it is a draft, and immutable from its publication on. */
export interface PathwayVersion {
  readonly id: string;
  readonly tenant: string;
  readonly pathway: string;
  readonly number: number;
  readonly state: 'DRAFT' | 'PUBLISHED' | 'CLOSED';
  /** Of the pathway. */
  readonly visibility: PathwayAccess;
  readonly title: string;
  /** With bare ids; see definition-ids.ts for the public form. */
  readonly definition: Definition;
  /** Of the public form, which is the one that readers can hash. */
  readonly definitionHash: string;
  readonly completionAchievement: string | null;
  readonly warnings: readonly LintFinding[];
  readonly publishedAt: Date | null;
  /** Civil day; what the definition states, else the day of publication. */
  readonly publishedOn: string | null;
  readonly createdAt: Date;
}

export function checkTexts(input: { code?: string; title: string }): Decision<{ code: string; title: string }> {
  const faults: Refusal[] = [];
  const code = input.code?.trim() ?? 'x';
  const title = input.title.trim();
  if (code.length < 1 || code.length > 100) faults.push(refusal('INVALID_VALUE', 'A code has 1 to 100 characters.', 'code'));
  if (title.length < 1 || title.length > 300) faults.push(refusal('INVALID_VALUE', 'A title has 1 to 300 characters.', 'title'));
  return faults.length > 0 ? refused(...faults) : accepted({ code, title });
}

/** The pathway with one more draft: its title shows until a version is published. */
export const withDraft = (pathway: Pathway, title: string, now: Date): Pathway => ({
  ...pathway,
  title: pathway.currentVersion === null ? title : pathway.title,
  version: pathway.version + 1,
  updatedAt: now,
});

/** The pathway once `version` is the one that was published last. */
export const withPublished = (pathway: Pathway, { id, title }: PathwayVersion, now: Date): Pathway => ({
  ...pathway,
  title,
  currentVersion: id,
  version: pathway.version + 1,
  updatedAt: now,
});
