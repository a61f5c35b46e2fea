import type { Decision } from '@cairn/access';
import { GraphContext, optionalUuid, publicId, requireUuid, userErrors, uuidOf } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type {
  MutationConnectCredentialSourceArgs,
  MutationDisconnectCredentialSourceArgs,
  MutationFinishCredentialSourceArgs,
  MutationRefreshCredentialSourceArgs,
} from '../schema.types.js';
import type { SourceReading } from './credential-source.js';
import { CredentialSources, type ShownSource } from './credential-sources.service.js';

/** Sources of a person's credentials: for himself alone. */
@Resolver('Earner')
export class CredentialSourceResolver {
  constructor(private readonly sources: CredentialSources) {}

  @ResolveField()
  async credentialSources(@Parent() { id }: { id: string }, @Context() context: GraphContext) {
    const earner = uuidOf('Earner', id);
    return earner === undefined ? null : ((await this.sources.of(context.principal, earner))?.map(sourceNode) ?? null);
  }

  @Mutation()
  async connectCredentialSource(@Args() { input: { earnerId, url, returnTo } }: MutationConnectCredentialSourceArgs, @Context() context: GraphContext) {
    return payload(await this.sources.connect(context.caller, optionalUuid('Earner', earnerId), url, returnTo));
  }

  @Mutation()
  async finishCredentialSource(@Args() { input: { state, code, issuer } }: MutationFinishCredentialSourceArgs, @Context() context: GraphContext) {
    return payload(await this.sources.finish(context.caller, { state, code: code ?? null, issuer: issuer ?? null }));
  }

  @Mutation()
  async refreshCredentialSource(@Args() { input: { id, whole } }: MutationRefreshCredentialSourceArgs, @Context() context: GraphContext) {
    return payload(await this.sources.refresh(context.caller, requireUuid('CredentialSource', id), whole ?? false));
  }

  @Mutation()
  async disconnectCredentialSource(@Args() { input }: MutationDisconnectCredentialSourceArgs, @Context() context: GraphContext) {
    const left = await this.sources.disconnect(context.caller, requireUuid('CredentialSource', input.id));
    return left.ok ? { id: publicId('CredentialSource', left.value.id), userErrors: [] } : { id: null, userErrors: userErrors(left.refusals) };
  }
}

const payload = (decided: Decision<ShownSource>) =>
  decided.ok ? { credentialSource: sourceNode(decided.value), userErrors: [] } : { credentialSource: null, userErrors: userErrors(decided.refusals) };

const sourceNode = ({ source: { id, url, name, state, fault, connectedAt, createdAt, nextAt, reading }, address }: ShownSource) => ({
  ...{ id: publicId('CredentialSource', id), url, name, state, fault, connectedAt, createdAt },
  authorizationUrl: address,
  nextReadingAt: state === 'CONNECTED' ? nextAt : null,
  lastReading: reading && readingNode(reading),
});

const readingNode = ({ notTaken, ...reading }: SourceReading) => ({ ...reading, notTaken: Object.entries(notTaken).map(([code, count]) => ({ code, count })) });
