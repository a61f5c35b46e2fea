import { publicId, requireUuid } from '@cairn/subgraph';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type {
  MutationAdvanceBulkOperationArgs,
  MutationClaimBulkOperationsArgs,
  MutationEndBulkOperationArgs,
  MutationKeepBulkOperationArgs,
  MutationPutBulkPartArgs,
  MutationReleaseBulkOperationArgs,
} from '../schema.types.js';
import { BulkWorkService, type LeasedWork } from './bulk-work.service.js';

/** Inaccessible in the graph: only the gateway's own signed request reaches it, from where background queries are run. */
@Resolver()
export class BulkWorkResolver {
  constructor(private readonly work: BulkWorkService) {}

  @Mutation()
  async claimBulkOperations(@Args() { first }: MutationClaimBulkOperationsArgs) {
    return (await this.work.claim(first)).map(workNode);
  }

  @Mutation()
  putBulkPart(@Args() { input: { id, lease, number, content } }: MutationPutBulkPartArgs) {
    return this.work.put(uuid(id), lease, number, Buffer.from(content, 'base64'));
  }

  @Mutation()
  advanceBulkOperation(@Args() { input: { id, lease, parts, progress, counts } }: MutationAdvanceBulkOperationArgs) {
    return this.work.advance(uuid(id), lease, { parts, progress, counts });
  }

  @Mutation()
  keepBulkOperation(@Args() { id, lease }: MutationKeepBulkOperationArgs) {
    return this.work.keep(uuid(id), lease);
  }

  @Mutation()
  releaseBulkOperation(@Args() { id, lease }: MutationReleaseBulkOperationArgs) {
    return this.work.release(uuid(id), lease);
  }

  @Mutation()
  endBulkOperation(@Args() { id, lease, errorCode }: MutationEndBulkOperationArgs) {
    return this.work.end(uuid(id), lease, errorCode ?? null);
  }
}

const uuid = (id: string): string => requireUuid('BulkOperation', id);

const workNode = ({ id, tenant, kind, actor, account, ...work }: LeasedWork) => ({
  ...work,
  id: publicId('BulkOperation', id),
  tenantId: publicId('Tenant', tenant),
  clientId: kind === 'CLIENT' ? publicId('ApiClient', actor) : null,
  accountId: kind === 'MEMBER' && account !== null ? publicId('Account', account) : null,
});
