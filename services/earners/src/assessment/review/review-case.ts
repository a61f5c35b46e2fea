import type { AssessmentPolicy } from '@cairn/events';
import type { SubmissionState } from '../submission/submission.js';

/** What a list shows of a case. Nothing of it leads to the person. Ids are bare, and `submission` is not shown. */
export interface CaseRow {
  readonly submission: string;
  readonly tenant: string;
  readonly issuer: string;
  readonly achievement: string;
  readonly achievementVersion: string;
  readonly state: SubmissionState;
  readonly language: string;
  readonly attempt: number;
  readonly filedAt: Date;
  readonly dueAt: Date | null;
  readonly title: string;
  readonly decisionPolicy: AssessmentPolicy['decision'];
}

/** Conditions on the queue; null means any. */
export interface QueueConditions {
  readonly overdue: boolean | null;
  readonly achievement: string | null;
  readonly state: 'SUBMITTED' | 'IN_REVIEW' | null;
  readonly language: string | null;
}

/** From the first instant after its day a decision is late. A case that is held is never late: its clock stands still. */
export const isOverdue = ({ dueAt, state }: Pick<CaseRow, 'dueAt' | 'state'>, now: Date): boolean =>
  dueAt !== null && dueAt <= now && (state === 'SUBMITTED' || state === 'IN_REVIEW');
