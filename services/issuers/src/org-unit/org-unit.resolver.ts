import { OpaqueTokens } from '@cairn/access';
import { GraphContext, inOrder, openPage, optionalUuid, publicId, requireUuid, toConnection, uuidOf } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { payload } from '../grant/people-change.payload.js';
import { issuerNode } from '../issuer/issuer-node.js';
import type {
  MutationAssignIssuerToOrgUnitArgs,
  MutationCreateOrgUnitArgs,
  MutationMoveOrgUnitArgs,
  MutationRenameOrgUnitArgs,
  QueryOrgUnitArgs,
  QueryOrgUnitsArgs,
} from '../schema.types.js';
import { type OrgUnit, parentOf } from './org-unit.js';
import { OrgUnitService } from './org-unit.service.js';

/** A unit as the schema has it; `parentKey` is the bare id that its parent is found by. */
const orgUnitNode = (unit: OrgUnit) => ({ ...unit, id: publicId('OrgUnit', unit.id), parentKey: parentOf(unit) });

@Resolver('OrgUnit')
export class OrgUnitResolver {
  constructor(
    private readonly units: OrgUnitService,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  async orgUnit(@Args() { id }: QueryOrgUnitArgs, @Context() context: GraphContext) {
    const uuid = uuidOf('OrgUnit', id);
    return uuid ? this.load(context, uuid) : null;
  }

  @Query()
  async orgUnits(@Args() args: QueryOrgUnitsArgs, @Context() context: GraphContext) {
    const { tenant } = context;
    const parent = optionalUuid('OrgUnit', args.parentId);
    const identity = { list: 'orgUnits', tenant, filter: parent };
    const page = openPage<[string]>(this.tokens, identity, args);
    const rows = await this.units.page(tenant, parent, page.after?.[0] ?? null, page.limit);
    return toConnection(this.tokens, identity, page, rows, { node: orgUnitNode, keysOf: ({ id }) => [id] });
  }

  @Mutation()
  async createOrgUnit(@Args() { input }: MutationCreateOrgUnitArgs, @Context() context: GraphContext) {
    const parent = optionalUuid('OrgUnit', input.parentId);
    const made = await this.units.create(context.caller, { name: input.name, parent, idempotencyKey: input.idempotencyKey });
    return payload(this.tokens, made, { orgUnit: null }, (unit) => ({ orgUnit: orgUnitNode(unit) }));
  }

  @Mutation()
  async renameOrgUnit(@Args() { input }: MutationRenameOrgUnitArgs, @Context() context: GraphContext) {
    const made = await this.units.rename(context.caller, requireUuid('OrgUnit', input.id), input.name);
    return payload(this.tokens, made, { orgUnit: null }, (unit) => ({ orgUnit: orgUnitNode(unit) }));
  }

  @Mutation()
  async moveOrgUnit(@Args() { input }: MutationMoveOrgUnitArgs, @Context() context: GraphContext) {
    const parent = optionalUuid('OrgUnit', input.parentId);
    const made = await this.units.move(context.caller, requireUuid('OrgUnit', input.id), parent);
    return payload(this.tokens, made, { orgUnit: null }, (unit) => ({ orgUnit: orgUnitNode(unit) }));
  }

  @Mutation()
  async assignIssuerToOrgUnit(@Args() { input }: MutationAssignIssuerToOrgUnitArgs, @Context() context: GraphContext) {
    const unit = optionalUuid('OrgUnit', input.orgUnitId);
    const made = await this.units.assignIssuer(context.caller, requireUuid('Issuer', input.issuerId), unit);
    return payload(this.tokens, made, { issuer: null }, (issuer) => ({ issuer: issuerNode(issuer) }));
  }

  @ResolveField()
  parent(@Parent() { parentKey }: { parentKey: string | null }, @Context() context: GraphContext) {
    return parentKey === null ? null : this.load(context, parentKey);
  }

  /** Also behind `Issuer.orgUnit`: the caller's own units only. */
  async load(context: GraphContext, uuid: string) {
    const { tenant } = context.principal;
    if (tenant === null) return null;
    const unit = await context
      .loader<string, OrgUnit>(OrgUnitResolver, async (ids) => inOrder(ids, await this.units.read(tenant, ids), ({ id }) => id))
      .load(uuid);
    return unit ? orgUnitNode(unit) : null;
  }
}
