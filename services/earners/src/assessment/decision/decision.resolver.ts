import { badInput, GraphContext, parseId, publicId, userErrors } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { AwardLoading } from '../../award/award-loading.js';
import type { MutationDecideSubmissionArgs } from '../../schema.types.js';
import { CaseIds } from '../review/case-ids.js';
import { ReviewNodes } from '../review/review-nodes.js';
import { DecideService } from './decide.service.js';
import { DecisionViewService, type ShownDecision } from './decision-view.service.js';

/** Decisions: made here, and told to whoever may see the submission. */
@Resolver('Submission')
export class DecisionResolver {
  constructor(
    private readonly deciding: DecideService,
    private readonly views: DecisionViewService,
    private readonly nodes: ReviewNodes,
    private readonly ids: CaseIds,
    private readonly awards: AwardLoading,
  ) {}

  @Mutation()
  async decideSubmission(@Args() { input }: MutationDecideSubmissionArgs, @Context() context: GraphContext) {
    const { id, idempotencyKey, ...wish } = input;
    const decided = await this.deciding.decide(context.caller, this.submissionOf(id), wish, idempotencyKey ?? null);
    if (!decided.ok) return { decision: null, award: null, secondOpinionAsked: false, userErrors: userErrors(decided.refusals), position: null };
    const { decision, award, marks } = decided.value;
    return {
      // Read again when somebody asks for it.
      decision: decision && (() => this.shown(decision, context)),
      award: award && this.awards.byUuid(award, context),
      secondOpinionAsked: decision === null,
      userErrors: [],
      position: this.nodes.position(marks),
    };
  }

  /** Only of submissions that the caller may see; nobody is named. */
  @ResolveField()
  async decisions(@Parent() { id }: { id: string }, @Context() context: GraphContext) {
    const { principal } = context;
    const load = context.loader<string, ShownDecision[]>('decisions of submissions', (ids) => this.views.of(principal, ids));
    return (await load.load(parseId(id)?.uuid ?? ''))?.map(decisionNode) ?? null;
  }

  private async shown(id: string, context: GraphContext) {
    const found = await this.views.byId(context.principal, id);
    return found ? decisionNode(found) : null;
  }

  private submissionOf(id: string): string {
    const parsed = parseId(id);
    if (parsed?.noun === 'ReviewCase') return this.ids.submission(parsed.uuid);
    if (parsed?.noun === 'Submission') return parsed.uuid;
    throw badInput('Name a case (`rvc_`) or a submission (`sub_`); this id is of neither.');
  }
}

const decisionNode = ({ id, attempt, kind, as, reason, feedback, outcomes, returnedParts, businessDays, overturns, at }: ShownDecision) => ({
  id: publicId('Decision', id),
  attempt,
  kind,
  decidedAs: as,
  reason,
  feedback,
  criteria: outcomes,
  returnedParts,
  businessDays,
  overturns: overturns && publicId('Decision', overturns),
  at,
});
