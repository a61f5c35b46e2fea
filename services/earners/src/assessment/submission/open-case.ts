import { accepted, type Decision, notFound, refusal, refused } from '@cairn/access';
import { holdPeople } from '@cairn/people';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { VersionCopyStore } from '../../achievement-version/version-copy.store.js';
import type { VersionToAssess } from '../../achievement-version/version-copy.js';
import { type AskedPart, partsOf } from './asked-parts.js';
import { type CaseSeal, CaseSeals } from './case-seals.js';
import { mayChange } from './filing.js';
import type { Submission } from './submission.js';
import { SubmissionStore } from './submission.store.js';

/** A submission under its lock, with what is needed to write in it. */
export interface OpenCase {
  readonly submission: Submission;
  readonly version: VersionToAssess | undefined;
  readonly seal: CaseSeal;
}

/** Opens submissions for whoever writes in them. */
@Injectable()
export class OpenCases {
  constructor(
    private readonly submissions: SubmissionStore,
    private readonly versions: VersionCopyStore,
    private readonly seals: CaseSeals,
  ) {}

  /** Nobody merges or erases the person meanwhile. */
  async lock(tx: Tx, tenant: string, id: string, field = 'submissionId'): Promise<Decision<OpenCase>> {
    await holdPeople(tx, tenant);
    const submission = await this.submissions.lock(tx, tenant, id);
    const seal = submission && (await this.seals.of(tx, submission));
    if (!submission || !seal) return refused(notFound('submission', field));
    const [version] = await this.versions.toAssess(tx, tenant, [submission.achievementVersion]);
    return accepted({ submission, version, seal });
  }
}

/** Whether the draft may be written in at all. */
export function checkDraft({ state }: Submission): Decision<null> {
  if (state === 'DRAFT' || state === 'RETURNED') return accepted(null);
  return refused(refusal('SUBMISSION_STATE_INVALID', `Nothing is written in a submission that is ${state}; it has to be DRAFT or RETURNED.`, 'submissionId'));
}

/** The part that a requirement asks for, if it may be changed by something of this kind. `field`: path of the requirement's key. */
export function checkPart(
  submission: Submission,
  version: VersionToAssess | undefined,
  { requirement, kind }: { requirement: string; kind: 'TEXT' | 'FILE' | 'LINK' },
  ...field: string[]
): Decision<AskedPart> {
  const part = partsOf(version?.requirement ?? null).find(({ key }) => key === requirement);
  if (!part) return refused(refusal('NOT_FOUND', 'The version asks for no such part.', ...field));
  if (!mayChange(submission, requirement)) return refused(refusal('PART_NOT_RETURNED', 'This part was not returned; it is carried over as it was filed.', ...field));
  if (!part.kinds.includes(kind)) return refused(refusal('INVALID_VALUE', `This part takes ${part.kinds.join(', ')}.`, ...field));
  return accepted(part);
}
