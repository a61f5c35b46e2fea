import { GraphContext, uuidOf } from '@cairn/subgraph';
import { Args, Context, Parent, Query, ResolveField, Resolver, ResolveReference } from '@nestjs/graphql';
import type { CredentialCompactArgs, CredentialDocumentArgs, QueryCredentialArgs } from '../schema.types.js';
import type { Credential } from './credential.js';
import { CredentialNodes } from './credential-node.service.js';

@Resolver('Credential')
export class CredentialResolver {
  constructor(private readonly nodes: CredentialNodes) {}

  @Query()
  credential(@Args() { id }: QueryCredentialArgs, @Context() context: GraphContext) {
    return this.find(id, context);
  }

  @ResolveField()
  document(@Parent() parent: { row: Credential }, @Args() { form = 'OB3_LD' }: CredentialDocumentArgs, @Context() context: GraphContext) {
    return this.nodes.document(context, parent.row, form);
  }

  @ResolveField()
  compact(@Parent() parent: { row: Credential }, @Args() { form = 'OB3_JWT' }: CredentialCompactArgs, @Context() context: GraphContext) {
    return this.nodes.text(context, parent.row, form);
  }

  @ResolveReference()
  resolveReference(reference: { id: string }, context: GraphContext) {
    return this.find(reference.id, context);
  }

  private find(id: string, context: GraphContext) {
    const uuid = uuidOf('Credential', id);
    return uuid ? this.nodes.byId(context, uuid) : null;
  }
}
