import { OpaqueTokens, refusal } from '@cairn/access';
import { bulkOperationRequested } from '@cairn/events';
import { encodePosition, type Mark } from '@cairn/messaging';
import { asUuid } from '@cairn/postgres';
import { badInput, GraphContext, openPage, publicId, requireUuid, toConnection, userErrors, uuidOf } from '@cairn/subgraph';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { MutationCancelBulkOperationArgs, MutationRunBulkQueryArgs, QueryBulkOperationArgs, QueryBulkOperationsArgs } from '../schema.types.js';
import { type BulkOperation, objectsOf } from './bulk-operation.js';
import { BulkOperationService } from './bulk-operation.service.js';
import { BulkResults } from './bulk-results.service.js';

@Resolver('BulkOperation')
export class BulkOperationResolver {
  constructor(
    private readonly operations: BulkOperationService,
    private readonly results: BulkResults,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  async bulkOperation(@Args() { id }: QueryBulkOperationArgs, @Context() context: GraphContext) {
    const uuid = uuidOf('BulkOperation', id);
    const found = uuid && (await this.operations.one(context.principal, uuid));
    return found ? this.node(found, context) : null;
  }

  @Query('bulkOperations')
  async list(@Args() args: QueryBulkOperationsArgs, @Context() context: GraphContext) {
    const identity = { list: 'bulkOperations', tenant: context.tenant };
    const page = openPage<[string]>(this.tokens, identity, args);
    const rows = await this.operations.page(context.principal, page.after?.[0] ?? null, page.limit);
    return toConnection(this.tokens, identity, page, rows, { node: (one) => this.node(one, context), keysOf: ({ id }) => [id] });
  }

  @Mutation()
  async runBulkQuery(@Args() { input }: MutationRunBulkQueryArgs, @Context() context: GraphContext) {
    const { query, format = 'JSONL', idempotencyKey, after } = input;
    const { caller, contract } = context;
    const faults = context.faultsOfBulkQuery(format, query);
    if (!faults || !contract) throw badInput('Background queries are asked for at the gateway.');
    // Before anything is said of the query: a position of others is no position.
    if (after && !this.operations.isPosition(caller, after)) throw badInput('`after` is not a position of this registry.');
    if (faults.length > 0) {
      return { bulkOperation: null, userErrors: userErrors(faults.map(({ code, message }) => refusal(code, message, 'query'))), position: null };
    }
    const written = await this.operations.request(caller, { idempotencyKey, query, format, after: after ?? null, contract });
    if (!written.ok) return { bulkOperation: null, userErrors: userErrors(written.refusals), position: null };
    return { bulkOperation: this.node(written.value.operation, context), userErrors: [], position: this.position(written.value.marks) };
  }

  @Mutation()
  async cancelBulkOperation(@Args() { input }: MutationCancelBulkOperationArgs, @Context() context: GraphContext) {
    const written = await this.operations.cancel(context.caller, requireUuid('BulkOperation', input.id));
    if (!written.ok) return { bulkOperation: null, userErrors: userErrors(written.refusals), position: null };
    return { bulkOperation: this.node(written.value.operation, context), userErrors: [], position: this.position(written.value.marks) };
  }

  /** Who administers the tenant sees that there is a result; to read it is for whoever asked, whose rights it was read with. */
  private node(operation: BulkOperation, { principal }: GraphContext) {
    const { id, state, format, counts, bytes, sha256, errorCode, requestEvent, createdAt, completedAt, expiresAt, actor } = operation;
    const links = principal.actor === actor ? this.results.linksOf(operation) : { url: null, partialDataUrl: null, manifestUrl: null };
    return {
      id: publicId('BulkOperation', id),
      state: state === 'SEALING' ? 'RUNNING' : state,
      format,
      objectCount: objectsOf(counts),
      counts,
      fileSize: bytes,
      ...links,
      sha256,
      errorCode,
      position: this.position([{ topic: bulkOperationRequested.topic, event: asUuid(requestEvent) }]),
      createdAt,
      completedAt,
      expiresAt,
    };
  }

  private position(marks: readonly Mark[]): string {
    return encodePosition(this.tokens, marks);
  }
}
