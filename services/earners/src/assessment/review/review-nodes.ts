import { OpaqueTokens } from '@cairn/access';
import { encodePosition, type Mark } from '@cairn/messaging';
import { GraphContext, publicId } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import type { Assignment } from './assignment.js';
import { CaseIds } from './case-ids.js';
import { type CaseStanding, CaseViewService } from './case-view.service.js';
import type { Review } from './opened-reviews.js';
import type { CaseRow } from './review-case.js';

export interface CaseNode {
  readonly __typename: 'ReviewCase';
  readonly id: string;
  readonly row: CaseRow;
  /** Set where it is shown to who may read it for another reason: every reviewer as part of a calibration set, and those who judge on misconduct or an appeal. */
  readonly openTo?: 'REVIEWERS' | 'JUDGES';
}

export interface AssignmentNode {
  readonly id: string;
  /** The submission whose case it is; not a field of the graph. */
  readonly of: string;
  readonly review?: ReturnType<typeof reviewNode> | null;
}

export const reviewNode = ({ id, state, recommendation, scores, notes, revision, finalAt }: Review) => ({
  id: publicId('Review', id),
  state,
  recommendation,
  scores: scores.map(({ criterion, level, feedback }) => ({ criterion, level, feedback })),
  notes,
  revision,
  finalAt,
});

export const assignmentNode = ({ id, submission, state, offeredAt, lapsesAt }: Assignment) => ({
  id: publicId('ReviewAssignment', id),
  of: submission,
  state,
  offeredAt,
  lapsesAt,
});

/** Cases and assignments for a request, one statement however many fields ask for them. */
@Injectable()
export class ReviewNodes {
  constructor(
    private readonly views: CaseViewService,
    private readonly ids: CaseIds,
    private readonly tokens: OpaqueTokens,
  ) {}

  ofRow(row: CaseRow): CaseNode {
    return { __typename: 'ReviewCase', id: publicId('ReviewCase', this.ids.of(row.submission)), row };
  }

  /** Null for what the caller may not know of. */
  async ofSubmission(submission: string, context: GraphContext): Promise<CaseNode | null> {
    const load = context.loader<string, CaseRow>('review cases', (ids) => this.views.byIds(context.principal, ids));
    const row = await load.load(submission);
    return row ? this.ofRow(row) : null;
  }

  /** A filing of a calibration set. */
  async ofSample(submission: string, attempt: number, context: GraphContext): Promise<CaseNode | null> {
    const node = await this.ofSubmission(submission, context);
    return node && { ...node, row: { ...node.row, attempt }, openTo: 'REVIEWERS' };
  }

  /** @param id bare id of the case */
  ofCase(id: string, context: GraphContext): Promise<CaseNode | null> {
    return this.ofSubmission(this.ids.submission(id), context);
  }

  /** What the caller has to do with a case. */
  async standing(row: CaseRow, context: GraphContext): Promise<CaseStanding | undefined> {
    return context.loader<CaseRow, CaseStanding>('standings of review cases', (rows) => this.views.standings(context.principal, rows)).load(row);
  }

  position(marks: readonly Mark[]): string | null {
    return marks.length > 0 ? encodePosition(this.tokens, marks) : null;
  }
}
