import { publicId } from '@cairn/subgraph';
import type { AskedPart } from './asked-parts.js';
import { mayChange } from './filing.js';
import type { Submission } from './submission.js';
import type { ShownDraftPart, ShownEvidence, ShownFiling } from './submission-texts.service.js';

/** A submission as the schema has it. */
export function submissionNode(row: Submission, now: Date) {
  const awaited = row.state === 'SUBMITTED' || row.state === 'IN_REVIEW';
  return {
    __typename: 'Submission' as const,
    id: publicId('Submission', row.id),
    row,
    number: row.number,
    earner: { __typename: 'Earner' as const, id: publicId('Earner', row.earner), uuid: row.earner },
    achievement: { __typename: 'Achievement' as const, id: publicId('Achievement', row.achievement) },
    achievementVersion: { __typename: 'AchievementVersion' as const, id: publicId('AchievementVersion', row.achievementVersion) },
    issuer: { __typename: 'Issuer' as const, id: publicId('Issuer', row.issuer) },
    language: row.language,
    state: row.state,
    attempt: row.attempt,
    submittedAt: row.submittedAt,
    dueAt: row.dueAt,
    overdue: awaited && row.dueAt !== null && row.dueAt <= now,
    decidedAt: row.decidedAt,
    version: row.version,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

export type SubmissionNode = ReturnType<typeof submissionNode>;

export const partNode = (submission: Submission, { key, ...part }: AskedPart) => ({
  ...part,
  requirementKey: key,
  mayChange: (submission.state === 'DRAFT' || submission.state === 'RETURNED') && mayChange(submission, key),
});

/** @param addressOf the address of a file */
export const evidenceNode = ({ id, digest, url, ...evidence }: ShownEvidence, addressOf: (id: string) => string) => ({
  ...evidence,
  id: publicId('Evidence', id),
  sha256: digest,
  url: evidence.kind === 'FILE' && digest !== null ? addressOf(id) : url,
});

export const draftPartNode = ({ requirement, evidence, ...part }: ShownDraftPart, addressOf: (id: string) => string) => ({
  ...part,
  requirementKey: requirement,
  evidence: evidence.map((one) => evidenceNode(one, addressOf)),
});

export const filingNode = ({ attempt, parts, ...filing }: ShownFiling, addressOf: (id: string) => string) => ({
  ...filing,
  number: attempt,
  parts: parts.map(({ evidence, ...part }) => ({ ...part, evidence: evidence.map((one) => evidenceNode(one, addressOf)) })),
});
