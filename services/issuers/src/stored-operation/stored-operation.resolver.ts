import { OpaqueTokens } from '@cairn/access';
import { forbidden, GraphContext, openPage, requireUuid, toConnection, userErrors, uuidOf } from '@cairn/subgraph';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { MutationPublishOperationsArgs, QueryStoredOperationsArgs, QueryStoredOperationTextArgs } from '../schema.types.js';
import type { StoredOperation } from './stored-operation.js';
import { StoredOperationService } from './stored-operation.service.js';

@Resolver('StoredOperation')
export class StoredOperationResolver {
  constructor(
    private readonly operations: StoredOperationService,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query('storedOperations')
  async list(@Args() args: QueryStoredOperationsArgs, @Context() context: GraphContext) {
    const client = requireUuid('ApiClient', args.clientId);
    const identity = { list: 'storedOperations', tenant: context.tenant, client };
    const page = openPage<[string]>(this.tokens, identity, args);
    const rows = await this.operations.page(context.principal, client, page.after?.[0] ?? null, page.limit);
    if (rows === 'FORBIDDEN') throw forbidden('This needs the right ADMINISTER, or the key of the client itself.');
    return toConnection(this.tokens, identity, page, rows, { node, keysOf: ({ hash }) => [hash] });
  }

  /** Inaccessible in the graph: only the gateway's own signed request reaches it. */
  @Query()
  async storedOperationText(@Args() { clientId, hash }: QueryStoredOperationTextArgs) {
    const client = uuidOf('ApiClient', clientId);
    return (client && (await this.operations.text(client, hash))) ?? null;
  }

  @Mutation()
  async publishOperations(@Args() { input }: MutationPublishOperationsArgs, @Context() context: GraphContext) {
    const published = await this.operations.publish(context.caller, requireUuid('ApiClient', input.clientId), input.operations);
    if (!published.ok) return { operations: null, userErrors: userErrors(published.refusals), position: null };
    return { operations: published.value.map(node), userErrors: [], position: null };
  }
}

const node = ({ hash, name, text, publishedAt }: StoredOperation) => ({ hash, name, text, publishedAt });
