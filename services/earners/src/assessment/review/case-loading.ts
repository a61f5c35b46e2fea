import type { AssessmentPolicy } from '@cairn/events';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { VersionCopyStore } from '../../achievement-version/version-copy.store.js';
import type { VersionToAssess } from '../../achievement-version/version-copy.js';
import type { ReviewDecision } from '../decision/decision.js';
import { DecisionStore } from '../decision/decision.store.js';
import type { Submission } from '../submission/submission.js';
import { SubmissionStore } from '../submission/submission.store.js';
import type { Assignment } from './assignment.js';
import { AssignmentStore } from './assignment.store.js';
import { UnofferedStore } from './unoffered.store.js';

/** A submission under its row lock, with everything by which its present filing is judged. */
export interface LockedCase {
  readonly submission: Submission;
  readonly version: VersionToAssess;
  readonly policy: AssessmentPolicy;
  /** All that was asked about the submission, of every filing. */
  readonly assignments: readonly Assignment[];
  /** What was decided on the present filing, the oldest first. */
  readonly decisions: readonly ReviewDecision[];
  /** Number of these decisions: only what was asked in this round counts. */
  readonly round: number;
  readonly secondAsked: boolean;
}

/** Loads cases for whoever changes them; the lock of the submission comes first. */
@Injectable()
export class CaseLoading {
  constructor(
    private readonly submissions: SubmissionStore,
    private readonly versions: VersionCopyStore,
    private readonly assignments: AssignmentStore,
    private readonly decisions: DecisionStore,
    private readonly unoffered: UnofferedStore,
  ) {}

  /** Undefined when there is no such submission, or nothing can be reviewed of its version. */
  async lock(tx: Tx, tenant: string, id: string): Promise<LockedCase | undefined> {
    const submission = await this.submissions.lock(tx, tenant, id);
    if (!submission) return undefined;
    const [version] = await this.versions.toAssess(tx, tenant, [submission.achievementVersion]);
    if (!version?.assessment) return undefined;
    const assignments = await this.assignments.of(tx, tenant, [id]);
    const decisions = (await this.decisions.of(tx, tenant, [id])).filter(({ attempt, kind }) => attempt === submission.attempt && kind !== 'REVOKE');
    const round = decisions.length;
    const secondAsked = await this.unoffered.isSecondAsked(tx, tenant, { submission: id, attempt: submission.attempt, round });
    return { submission, version, policy: version.assessment, assignments, decisions, round, secondAsked };
  }
}

/** What was asked about the filing that is judged now. */
export const presentOf = ({ submission, round, assignments }: Pick<LockedCase, 'submission' | 'round' | 'assignments'>): Assignment[] =>
  assignments.filter((one) => one.attempt === submission.attempt && one.round === round);
