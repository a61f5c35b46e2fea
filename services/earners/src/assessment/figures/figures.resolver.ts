import { badInput, GraphContext, optionalUuid, parseId, requireUuid, userErrors } from '@cairn/subgraph';
import type { Decision } from '@cairn/access';
import { isUuid } from '@cairn/postgres';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import type {
  MutationAddCalibrationCaseArgs,
  MutationScoreCalibrationCaseArgs,
  QueryAssessmentFiguresArgs,
  QueryCalibrationCasesArgs,
  QueryReviewerAgreementArgs,
} from '../../schema.types.js';
import { CaseIds } from '../review/case-ids.js';
import { ReviewNodes } from '../review/review-nodes.js';
import { CalibrationService, type ShownCase } from './calibration.service.js';
import { FiguresService } from './figures.service.js';

/** Figures and the calibration set. */
@Resolver()
export class FiguresResolver {
  constructor(
    private readonly figures: FiguresService,
    private readonly calibration: CalibrationService,
    private readonly nodes: ReviewNodes,
    private readonly ids: CaseIds,
  ) {}

  @Query()
  assessmentFigures(@Args() { issuerId, achievementId }: QueryAssessmentFiguresArgs, @Context() context: GraphContext) {
    return this.figures.of(context.caller, requireUuid('Issuer', issuerId), optionalUuid('Achievement', achievementId));
  }

  @Query()
  reviewerAgreement(@Args() { achievementId, reviewerId }: QueryReviewerAgreementArgs, @Context() context: GraphContext) {
    return this.calibration.agreement(context.caller, requireUuid('Achievement', achievementId), optionalUuid('Reviewer', reviewerId));
  }

  @Query()
  async calibrationCases(@Args() { achievementId }: QueryCalibrationCasesArgs, @Context() context: GraphContext) {
    const cases = await this.calibration.of(context.caller, requireUuid('Achievement', achievementId));
    return cases && Promise.all(cases.map((one) => this.node(one, context)));
  }

  @Mutation()
  async addCalibrationCase(@Args() { input }: MutationAddCalibrationCaseArgs, @Context() context: GraphContext) {
    const parsed = parseId(input.id);
    if (parsed?.noun !== 'Submission' && parsed?.noun !== 'ReviewCase') throw badInput('Name a submission (`sub_`) or its case (`rvc_`); this id is of neither.');
    const submission = parsed.noun === 'ReviewCase' ? this.ids.submission(parsed.uuid) : parsed.uuid;
    return this.payload(await this.calibration.add(context.caller, submission, input.levels), context);
  }

  @Mutation()
  async scoreCalibrationCase(@Args() { input }: MutationScoreCalibrationCaseArgs, @Context() context: GraphContext) {
    if (!isUuid(input.id)) throw badInput('The id of a case of the set is a bare one.');
    return this.payload(await this.calibration.score(context.caller, input.id, input.levels), context);
  }

  private async payload(written: Decision<ShownCase>, context: GraphContext) {
    if (!written.ok) return { calibrationCase: null, userErrors: userErrors(written.refusals) };
    return { calibrationCase: await this.node(written.value, context), userErrors: [] };
  }

  private async node({ id, submission, attempt, scores, reference }: ShownCase, context: GraphContext) {
    return { id, attempt, scores, reference, reviewCase: await this.nodes.ofSample(submission, attempt, context) };
  }
}
