import { GraphContext, requireUuid, uuidOf } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver, ResolveReference } from '@nestjs/graphql';
import type { MutationRecheckForeignCredentialArgs, MutationRemoveForeignCredentialArgs, QueryForeignCredentialArgs } from '../schema.types.js';
import { BackpackView, type Opened, type ShownCheck } from './backpack-view.service.js';
import { factsOf } from './document-facts.js';
import type { ForeignCredential } from './foreign-credential.js';
import { BackpackPayloads, foreignCredentialNode, stepNodes } from './foreign-credential-nodes.js';
import { RecheckService } from './recheck.service.js';

const checksMax = 30;

interface Node {
  readonly row: ForeignCredential;
}

@Resolver('ForeignCredential')
export class ForeignCredentialResolver {
  constructor(
    private readonly view: BackpackView,
    private readonly rechecks: RecheckService,
    private readonly payloads: BackpackPayloads,
  ) {}

  @Query()
  foreignCredential(@Args() { id }: QueryForeignCredentialArgs, @Context() context: GraphContext) {
    return this.find(id, context);
  }

  @ResolveField()
  async issuerName(@Parent() { row }: Node, @Context() context: GraphContext) {
    const opened = await this.opened(row, context);
    return opened ? factsOf(opened.read).issuerName : null;
  }

  @ResolveField()
  async achievementName(@Parent() { row }: Node, @Context() context: GraphContext) {
    const opened = await this.opened(row, context);
    return opened ? factsOf(opened.read).achievementName : null;
  }

  @ResolveField()
  async document(@Parent() { row }: Node, @Context() context: GraphContext) {
    return (await this.opened(row, context))?.read.document ?? null;
  }

  @ResolveField()
  async original(@Parent() { row }: Node, @Context() context: GraphContext) {
    return (await this.opened(row, context))?.bytes.toString('base64') ?? null;
  }

  @ResolveField()
  async sourceUrl(@Parent() { row }: Node, @Context() context: GraphContext) {
    return (await this.opened(row, context))?.url ?? null;
  }

  @ResolveField()
  async checks(@Parent() { row }: Node, @Context() context: GraphContext) {
    const loader = context.loader<ForeignCredential, ShownCheck[]>('checks of foreign credentials', (rows) => this.view.checksOf(rows, checksMax));
    return ((await loader.load(row)) ?? []).map((check) => ({ ...check, steps: stepNodes(check.steps) }));
  }

  @Mutation()
  async recheckForeignCredential(@Args() { input }: MutationRecheckForeignCredentialArgs, @Context() context: GraphContext) {
    return this.payloads.of(await this.rechecks.recheck(context.caller, requireUuid('ForeignCredential', input.id)));
  }

  @Mutation()
  async removeForeignCredential(@Args() { input }: MutationRemoveForeignCredentialArgs, @Context() context: GraphContext) {
    const { foreignCredential, ...rest } = this.payloads.of(await this.rechecks.remove(context.caller, requireUuid('ForeignCredential', input.id)));
    return { removedId: foreignCredential?.id ?? null, ...rest };
  }

  @ResolveReference()
  resolveReference({ id }: { id: string }, context: GraphContext) {
    return this.find(id, context);
  }

  private async find(id: string, context: GraphContext) {
    const uuid = uuidOf('ForeignCredential', id);
    const found = uuid === undefined ? undefined : await this.view.byId(context.principal, uuid);
    if (!found) return null;
    this.note(found.row, found.owner, context);
    return foreignCredentialNode(found.row);
  }

  private note({ id }: ForeignCredential, owner: Parameters<BackpackView['disclosed']>[0], context: GraphContext): void {
    context.beforeAnswer(`backpack of ${owner.earner} ${id}`, () => this.view.disclosed(owner));
  }

  private opened(row: ForeignCredential, context: GraphContext): Promise<Opened | undefined> {
    return context.loader<ForeignCredential, Opened>('originals of foreign credentials', (rows) => this.view.originals(rows)).load(row);
  }
}
