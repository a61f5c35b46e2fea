import { type Platform, PLATFORM } from '@cairn/service';
import { GraphContext, inOrder, publicId, requireUuid, userErrors, uuidOf } from '@cairn/subgraph';
import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver, ResolveReference } from '@nestjs/graphql';
import type { KnownDocument } from '../further-document/further-document.js';
import type { MutationMakeRecordArgs, QueryRecordCredentialArgs } from '../schema.types.js';
import { listUrlOf } from '../status-list/status-place.js';
import type { LearnerRecord } from './learner-record.store.js';
import { LearnerRecordView } from './learner-record-view.service.js';
import { LearnerRecords, recordUrlOf } from './learner-records.service.js';

/** Learner records: ids in, payloads out. */
@Resolver('RecordCredential')
export class LearnerRecordResolver {
  constructor(
    private readonly records: LearnerRecords,
    private readonly view: LearnerRecordView,
    @Inject(PLATFORM) private readonly platform: Platform,
  ) {}

  @Query()
  recordCredential(@Args() { id }: QueryRecordCredentialArgs, @Context() context: GraphContext) {
    return this.find(id, context);
  }

  @Mutation()
  async makeRecord(@Args() { input }: MutationMakeRecordArgs, @Context() context: GraphContext) {
    const { earnerId, issuerId = null, pathwayId = null } = input;
    const made = await this.records.make(context.caller, {
      earner: requireUuid('Earner', earnerId),
      issuer: issuerId === null ? null : requireUuid('Issuer', issuerId),
      pathway: pathwayId === null ? null : requireUuid('Pathway', pathwayId),
    });
    return made.ok ? { recordCredential: recordNode(this.platform.publicUrl, made.value), userErrors: [] } : { recordCredential: null, userErrors: userErrors(made.refusals) };
  }

  @ResolveField()
  async document(@Parent() { row }: RecordNode, @Context() context: GraphContext) {
    const text = (await this.signed(row, context))?.document;
    if (text === undefined || text === null) return null;
    if (context.principal.kind !== 'PERSON') context.beforeAnswer(`learner record ${row.id}`, () => this.view.shown(row));
    return JSON.parse(text) as unknown;
  }

  @ResolveField()
  async status(@Parent() { row }: RecordNode, @Context() context: GraphContext) {
    const found = await this.signed(row, context);
    return found ? { listUrl: listUrlOf(this.platform.publicUrl, found.place.list), index: found.place.index, revoked: found.revokedAt !== null } : null;
  }

  @ResolveReference()
  resolveReference({ id }: { id: string }, context: GraphContext) {
    return this.find(id, context);
  }

  private async find(id: string, context: GraphContext) {
    const uuid = uuidOf('RecordCredential', id);
    if (!uuid) return null;
    const loader = context.loader<string, LearnerRecord>('learner records', async (ids) => inOrder(ids, await this.view.byIds(context.principal, ids), (found) => found.id));
    const found = await loader.load(uuid);
    return found ? recordNode(this.platform.publicUrl, found) : null;
  }

  private signed(row: LearnerRecord, context: GraphContext): Promise<KnownDocument | undefined> {
    return context.loader<LearnerRecord, KnownDocument>('documents of learner records', (rows) => this.view.documentsOf(rows)).load(row);
  }
}

/** What this service adds to an earner: the records made of his credentials. */
@Resolver('Earner')
export class EarnerRecordsResolver {
  constructor(
    private readonly view: LearnerRecordView,
    @Inject(PLATFORM) private readonly platform: Platform,
  ) {}

  @ResolveField()
  async recordCredentials(@Parent() { id }: { id: string }, @Context() context: GraphContext) {
    const uuid = uuidOf('Earner', id);
    if (!uuid) return null;
    const loader = context.loader<string, LearnerRecord[]>('learner records of earners', async (earners) => {
      const found = await this.view.ofEarners(context.principal, earners);
      return earners.map((earner) => found.filter((record) => record.earner === earner));
    });
    return ((await loader.load(uuid)) ?? []).map((record) => recordNode(this.platform.publicUrl, record));
  }
}

type RecordNode = ReturnType<typeof recordNode>;

const recordNode = (publicUrl: string, row: LearnerRecord) => ({
  __typename: 'RecordCredential' as const,
  /** The row itself, for fields that ask for more. */
  row,
  id: publicId('RecordCredential', row.id),
  url: recordUrlOf(publicUrl, row.id),
  issuer: { __typename: 'Issuer' as const, id: publicId('Issuer', row.issuer) },
  earner: { __typename: 'Earner' as const, id: publicId('Earner', row.earner) },
  pathwayVersion: row.pathwayVersion === null ? null : { __typename: 'PathwayVersion' as const, id: publicId('PathwayVersion', row.pathwayVersion) },
  credentialCount: row.credentials,
  createdAt: row.at,
});
