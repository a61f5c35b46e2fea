import { OpaqueTokens } from '@cairn/access';
import { GraphContext, openPage, optionalUuid, publicId, toConnection, userErrors, uuidOf } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { PathwayLoads } from '../pathway/pathway.loads.js';
import { EnrolmentLoads } from '../enrolment/enrolment.loads.js';
import type { MutationPreviewPathwayVersionArgs, PathwayPreviewEarnersArgs, QueryPathwayPreviewArgs } from '../schema.types.js';
import { type Preview, previewClasses, type PreviewMode } from './preview.js';
import type { ShownRow } from './preview.store.js';
import { PreviewsService } from './previews.service.js';

const goodForMs = 24 * 3_600_000;

const previewNode = (preview: Preview) => ({
  ...preview,
  id: publicId('PathwayPreview', preview.id),
  uuid: preview.id,
  pathwayId: preview.pathway,
  mode: preview.mode.toUpperCase(),
  findings: preview.findings.map(({ level, ...finding }) => ({ ...finding, isError: level === 'error' })),
  evaluated: preview.done,
  classes: previewClasses.map((each) => ({ class: each, count: preview.counts[each] ?? 0 })),
  goodUntil: new Date(preview.requestedAt.getTime() + goodForMs),
});

type PreviewNode = ReturnType<typeof previewNode>;

@Resolver('PathwayPreview')
export class PreviewResolver {
  constructor(
    private readonly service: PreviewsService,
    private readonly pathways: PathwayLoads,
    private readonly enrolments: EnrolmentLoads,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  async pathwayPreview(@Args() { id }: QueryPathwayPreviewArgs, @Context() context: GraphContext) {
    const uuid = uuidOf('PathwayPreview', id);
    const found = uuid ? await this.service.byId(context.principal, uuid) : null;
    return found && previewNode(found);
  }

  @Mutation()
  async previewPathwayVersion(@Args() { input }: MutationPreviewPathwayVersionArgs, @Context() context: GraphContext) {
    const { pathwayVersionId, pathwayId, definition, mode, asOf } = input;
    const made = await this.service.request(context.caller, {
      version: optionalUuid('PathwayVersion', pathwayVersionId),
      pathway: optionalUuid('Pathway', pathwayId),
      definition,
      mode: mode ? (mode.toLowerCase() as PreviewMode) : null,
      asOf: asOf ?? null,
    });
    return made.ok ? { preview: previewNode(made.value), userErrors: [] } : { preview: null, userErrors: userErrors(made.refusals) };
  }

  @ResolveField()
  pathway(@Parent() { pathwayId }: PreviewNode, @Context() context: GraphContext) {
    return this.pathways.pathway(context, pathwayId);
  }

  @ResolveField()
  async earners(@Parent() { uuid, tenant }: PreviewNode, @Args() args: PathwayPreviewEarnersArgs, @Context() context: GraphContext) {
    const identity = { list: 'preview.earners', tenant, filter: [uuid, args.class ?? null] };
    const page = openPage<[string]>(this.tokens, identity, args);
    const rows = await this.service.rows(tenant, uuid, args.class ?? null, page.after?.[0] ?? null, page.limit);
    return toConnection(this.tokens, identity, page, rows, { node: (row) => this.rowNode(row, context), keysOf: ({ enrolment }: ShownRow) => [enrolment] });
  }

  private rowNode({ enrolment, earner, ...row }: ShownRow, context: GraphContext) {
    return { ...row, earner: { __typename: 'Earner' as const, id: publicId('Earner', earner) }, enrolment: () => this.enrolments.enrolment(context, enrolment) };
  }
}
