import { GraphContext, publicId, uuidOf } from '@cairn/subgraph';
import { Args, Context, Parent, Query, ResolveField, Resolver, ResolveReference } from '@nestjs/graphql';
import type { VersionToAssess } from '../../achievement-version/version-copy.js';
import { Disclosures } from '../../disclosure/disclosures.js';
import type { QueryReviewCaseArgs } from '../../schema.types.js';
import { EvidenceAddresses } from '../evidence/evidence-address.js';
import { type CaseContent, CaseContents } from './case-content.js';
import { CaseViewService } from './case-view.service.js';
import { evidenceNode } from './evidence-node.js';
import { criteriaOf, partsOf } from './review.js';
import { assignmentNode, type CaseNode, reviewNode, ReviewNodes } from './review-nodes.js';

/** A case on the graph: nothing of it leads to the person. */
@Resolver('ReviewCase')
export class ReviewCaseResolver {
  constructor(
    private readonly nodes: ReviewNodes,
    private readonly views: CaseViewService,
    private readonly contents: CaseContents,
    private readonly addresses: EvidenceAddresses,
    private readonly disclosures: Disclosures,
  ) {}

  @Query()
  reviewCase(@Args() { id }: QueryReviewCaseArgs, @Context() context: GraphContext) {
    return this.byPublicId(id, context);
  }

  @ResolveReference()
  resolveReference({ id }: { id: string }, context: GraphContext) {
    return this.byPublicId(id, context);
  }

  @ResolveField()
  state(@Parent() { row }: CaseNode) {
    return row.state;
  }

  @ResolveField()
  achievementVersion(@Parent() { row }: CaseNode) {
    return { __typename: 'AchievementVersion', id: publicId('AchievementVersion', row.achievementVersion) };
  }

  @ResolveField()
  title(@Parent() { row }: CaseNode) {
    return row.title;
  }

  @ResolveField()
  language(@Parent() { row }: CaseNode) {
    return row.language;
  }

  @ResolveField()
  attempt(@Parent() { row }: CaseNode) {
    return row.attempt;
  }

  @ResolveField()
  filedAt(@Parent() { row }: CaseNode) {
    return row.filedAt;
  }

  @ResolveField()
  dueAt(@Parent() { row }: CaseNode) {
    return row.dueAt;
  }

  @ResolveField()
  overdue(@Parent() { row }: CaseNode) {
    return this.views.isOverdue(row);
  }

  @ResolveField()
  decisionPolicy(@Parent() { row }: CaseNode) {
    return row.decisionPolicy;
  }

  @ResolveField()
  async rubric(@Parent() node: CaseNode, @Context() context: GraphContext) {
    const version = await this.version(node, context);
    const parts = partsOf(version?.requirement ?? null);
    return criteriaOf(version?.rubrics ?? []).map((criterion) => ({
      ...criterion,
      parts: parts.flatMap(({ key, criteria }) => (key !== null && criteria.includes(criterion.key) ? [key] : [])),
    }));
  }

  @ResolveField()
  async parts(@Parent() node: CaseNode, @Context() context: GraphContext) {
    const content = await this.content(node, context);
    if (!content) return null;
    const { actor } = context.principal;
    const address = (evidence: string) => this.addresses.blind({ tenant: node.row.tenant, evidence, actor: actor ?? '' });
    const titles = new Map(partsOf((await this.version(node, context))?.requirement ?? null).map(({ key, title }) => [key, title]));
    return content.filing.parts.map(({ requirementKey, text, words, carriedFrom, evidence }) => ({
      requirement: requirementKey,
      title: titles.get(requirementKey) ?? null,
      text,
      words,
      carriedFrom,
      evidence: evidence.map((one) => evidenceNode(one, address)),
    }));
  }

  @ResolveField()
  async attestations(@Parent() node: CaseNode, @Context() context: GraphContext) {
    const content = await this.content(node, context);
    return content ? content.attested.map(({ requirement: requirementKey, id: _id, ...work }) => ({ requirementKey, ...work })) : null;
  }

  @ResolveField()
  async diff(@Parent() node: CaseNode, @Context() context: GraphContext) {
    return (await this.content(node, context))?.differences ?? null;
  }

  @ResolveField()
  async previousFeedback(@Parent() node: CaseNode, @Context() context: GraphContext) {
    const content = await this.content(node, context);
    if (!content) return null;
    const titles = new Map(criteriaOf((await this.version(node, context))?.rubrics ?? []).map(({ key, title }) => [key, title]));
    return content.previous.map(({ attempt, feedback, outcomes }) => ({
      attempt,
      feedback,
      criteria: outcomes.map((outcome) => ({ ...outcome, title: titles.get(outcome.criterion) ?? null })),
    }));
  }

  @ResolveField()
  async assignment(@Parent() { row }: CaseNode, @Context() context: GraphContext) {
    const standing = await this.nodes.standing(row, context);
    if (!standing?.assignment) return null;
    return { ...assignmentNode(standing.assignment), review: standing.own && reviewNode(standing.own) };
  }

  @ResolveField()
  async reviews(@Parent() { row }: CaseNode, @Context() context: GraphContext) {
    return (await this.nodes.standing(row, context))?.finals?.map(reviewNode) ?? null;
  }

  private byPublicId(id: string, context: GraphContext) {
    const uuid = uuidOf('ReviewCase', id);
    return uuid ? this.nodes.ofCase(uuid, context) : null;
  }

  /** What was filed, for who may read it; that it was read is noted. */
  private async content({ row, openTo }: CaseNode, context: GraphContext): Promise<CaseContent | undefined> {
    if (!openTo && !(await this.nodes.standing(row, context))?.mayRead) return undefined;
    const load = context.loader<{ tenant: string; submission: string; attempt: number }, CaseContent>('contents of review cases', (keys) =>
      Promise.all(keys.map(({ tenant, submission, attempt }) => this.contents.of(tenant, submission, attempt))),
    );
    const content = await load.load({ tenant: row.tenant, submission: row.submission, attempt: row.attempt });
    if (content?.earner) this.disclosures.show(context, 'read.submission', content.earner);
    return content;
  }

  private version({ row }: CaseNode, context: GraphContext): Promise<VersionToAssess | undefined> {
    const load = context.loader<string, VersionToAssess>('versions of review cases', async (ids) => {
      const found = await this.views.versionsOf(row.tenant, ids);
      return ids.map((id) => found.find((version) => version.id === id));
    });
    return load.load(row.achievementVersion);
  }
}
