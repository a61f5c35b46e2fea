import type { Decision } from '@cairn/access';
import { OpaqueTokens } from '@cairn/access';
import { encodePosition, type Mark } from '@cairn/messaging';
import { type GraphContext, userErrors, uuidOf } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import type { Submission } from './submission.js';
import { SubmissionAccess } from './submission-access.js';
import { submissionNode } from './submission-node.js';
import { SubmissionViewService } from './submission-view.service.js';

/** Submissions for a request, one statement however many fields ask for them. */
@Injectable()
export class SubmissionNodes {
  constructor(
    private readonly access: SubmissionAccess,
    private readonly views: SubmissionViewService,
    private readonly tokens: OpaqueTokens,
  ) {}

  byPublicId(id: string, context: GraphContext) {
    const uuid = uuidOf('Submission', id);
    return uuid ? this.byUuid(uuid, context) : null;
  }

  /** Null for callers who may not see it. */
  async byUuid(uuid: string, context: GraphContext) {
    const row = await context.loader<string, Submission>(SubmissionNodes, (ids) => this.access.visible(context.principal, ids)).load(uuid);
    return row ? submissionNode(row, this.views.now()) : null;
  }

  /**
   * The answer to a mutation, its submission read when it is asked for. A draft that was passed by another client is shown as
   * it is, with its refusal.
   */
  payload(context: GraphContext, written: Decision<{ id: string; marks: readonly Mark[] }>, asked?: string) {
    if (!written.ok) {
      const stale = asked !== undefined && written.refusals.some(({ code }) => code === 'DRAFT_REVISION_STALE');
      return { submission: stale ? () => this.byUuid(asked, context) : null, userErrors: userErrors(written.refusals), position: null };
    }
    const { id, marks } = written.value;
    return { submission: () => this.byUuid(id, context), userErrors: [], position: marks.length > 0 ? encodePosition(this.tokens, marks) : null };
  }
}
