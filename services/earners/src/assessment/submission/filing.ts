import { accepted, type Decision, refusal, type Refusal, refused } from '@cairn/access';
import type { VersionToAssess } from '../../achievement-version/version-copy.js';
import { type AskedPart, missingParts, partsOf } from './asked-parts.js';
import { wordsIn } from './narrative.js';
import type { Submission } from './submission.js';

/** What would be filed of one part: its text, opened, and the files and links that are in the draft. */
export interface DraftedPart {
  readonly text: string;
  readonly evidence: readonly string[];
}

/** A part of the filing before: where it lies, and its words. */
export interface EarlierPart {
  readonly source: number;
  readonly words: number;
}

/** A part to be filed: new, or carried over from the attempt in which it lies. */
export type PartToFile =
  | { readonly requirement: string; readonly carriedFrom: null; readonly words: number; readonly text: string | null; readonly evidence: readonly string[] }
  | { readonly requirement: string; readonly carriedFrom: number; readonly words: number };

/** What is there to file from. */
export interface ToFile {
  readonly submission: Submission;
  readonly version: VersionToAssess;
  /** By requirement. */
  readonly drafted: ReadonlyMap<string, DraftedPart>;
  /** The filing before, by requirement; empty before the first. */
  readonly earlier: ReadonlyMap<string, EarlierPart>;
  readonly statements: readonly string[];
  /** Requirements that somebody has attested. */
  readonly attested: ReadonlySet<string>;
}

/** Makes a filing of a draft, or says everything that speaks against it. Parts that were not returned are carried over. */
export function prepareFiling({ submission, version, drafted, earlier, statements, attested }: ToFile): Decision<PartToFile[]> {
  const filed: PartToFile[] = [];
  const faults: Refusal[] = [];
  for (const part of partsOf(version.requirement)) {
    const before = earlier.get(part.key);
    if (!mayChange(submission, part.key)) {
      if (before) filed.push({ requirement: part.key, carriedFrom: before.source, words: before.words });
      continue;
    }
    const { text = '', evidence = [] } = drafted.get(part.key) ?? {};
    if (text === '' && evidence.length === 0) continue;
    const words = wordsIn(text, submission.language);
    faults.push(...partFaults(part, words, evidence.length));
    filed.push({ requirement: part.key, carriedFrom: null, words, text: text === '' ? null : text, evidence });
  }
  const missing = missingParts(version.requirement, new Set([...filed.map(({ requirement }) => requirement), ...attested]));
  faults.push(...missing.map((key) => refusal('PART_MISSING', 'This part has no text, file, link or attestation, and has to be there.', 'parts', key)));
  const made = new Set(statements);
  for (const { key } of version.assessment?.statements ?? []) {
    if (!made.has(key)) faults.push(refusal('STATEMENT_MISSING', `The statement ${key} has to be made.`, 'statements'));
  }
  if (filed.length === 0 && missing.length === 0) faults.push(refusal('PART_MISSING', 'There is nothing to file.', 'parts'));
  return faults.length > 0 ? refused(...faults) : accepted(filed);
}

/** Before the first filing everything may be changed, afterwards what was returned. */
export const mayChange = ({ returnedParts }: Pick<Submission, 'returnedParts'>, requirement: string): boolean => returnedParts === null || returnedParts.includes(requirement);

function partFaults({ key, wordsMax, artefactsMin }: AskedPart, words: number, artefacts: number): Refusal[] {
  const tooLong = wordsMax !== null && words > wordsMax;
  return [
    ...(tooLong ? [refusal('PART_TOO_LONG', `This part has ${words} words, and at most ${wordsMax} are accepted.`, 'parts', key, 'text')] : []),
    ...(artefacts < artefactsMin ? [refusal('PART_MISSING', `This part needs ${artefactsMin} files or links and has ${artefacts}.`, 'parts', key, 'evidence')] : []),
  ];
}

/**
 * Whether a version can be submitted for, or filed under: published, or superseded while open cases may still be decided.
 *
 * @param begun whether the case was begun under it before
 */
export function checkVersion(version: VersionToAssess | undefined, begun: boolean, now: Date, field: string): Decision<VersionToAssess> {
  if (!version) return refused(refusal('NOT_FOUND', 'There is no such achievement version.', field));
  const inGrace = begun && version.state === 'SUPERSEDED' && (version.graceUntil === null || version.graceUntil > now);
  if (version.state !== 'PUBLISHED' && !inGrace) {
    return refused(refusal('ACHIEVEMENT_VERSION_STATE_INVALID', `Nothing is submitted for a version that is ${version.state}.`, field));
  }
  if (version.issuerState !== 'ACTIVE') return refused(refusal('ISSUER_STATE_INVALID', 'The issuer is not active.', field));
  if (version.assessment === null || partsOf(version.requirement).length === 0) {
    return refused(refusal('ACHIEVEMENT_VERSION_STATE_INVALID', 'Nothing can be submitted for this achievement: it asks for no evidence, or is awarded otherwise.', field));
  }
  return accepted(version);
}

/** Whether a filing is left of as many as the version allows; `used` counts all that the person made for the achievement. */
export function checkAttempts({ assessment }: VersionToAssess, used: number): Decision<null> {
  const most = assessment?.attemptsMax ?? null;
  if (most === null || used < most) return accepted(null);
  return refused(refusal('ATTEMPTS_USED_UP', `All ${most} attempts were made.`, 'submissionId'));
}
