import { type Decision, OpaqueTokens } from '@cairn/access';
import type { KeyAlgorithm } from '@cairn/credentials';
import { encodePosition, type Mark } from '@cairn/messaging';
import { GraphContext, inOrder, publicId, requireUuid, userErrors, uuidOf } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, ResolveField, Resolver, ResolveReference } from '@nestjs/graphql';
import type { IssuerIdentity } from '../issuer-profile/issuer-profile.js';
import type {
  MutationPublishNextSigningKeyArgs,
  MutationReportSigningKeyCompromisedArgs,
  MutationRotateSigningKeyArgs,
  MutationSetIssuerJwtAlgorithmArgs,
} from '../schema.types.js';
import { didKeyOfKey, enteredAt, type SigningKey, stateOf, verificationMethodOf } from './signing-key.js';
import { SigningKeyService } from './signing-key.service.js';

/** The graph names the curve, since that is what DID documents show; JOSE names the scheme. */
const graphName: Record<KeyAlgorithm, 'ED25519' | 'ES256' | 'RS256'> = { EdDSA: 'ED25519', ES256: 'ES256', RS256: 'RS256' };
const algorithmNamed: Record<'ED25519' | 'ES256' | 'RS256', KeyAlgorithm> = { ED25519: 'EdDSA', ES256: 'ES256', RS256: 'RS256' };

const keyNode = (key: SigningKey) => ({
  id: verificationMethodOf(key),
  algorithm: graphName[key.algorithm],
  publicKeyMultibase: key.publicKeyMultibase,
  publicKeyJwk: key.publicKeyJwk,
  didKey: didKeyOfKey(key),
  state: stateOf(key),
  activeFrom: enteredAt(key, 'ACTIVE'),
  retiredAt: enteredAt(key, 'RETIRED') ?? enteredAt(key, 'COMPROMISED'),
});

/** What this service adds to an issuer: under what name and with which keys it signs. */
@Resolver('Issuer')
export class SigningKeyResolver {
  constructor(
    private readonly keys: SigningKeyService,
    private readonly tokens: OpaqueTokens,
  ) {}

  @ResolveField()
  async did(@Parent() parent: { id: string }, @Context() context: GraphContext) {
    const issuer = uuidOf('Issuer', parent.id);
    if (!issuer) return null;
    const identities = context.loader<string, IssuerIdentity>('identities', async (ids) =>
      inOrder(ids, await this.keys.identities(ids), (found) => found.issuer),
    );
    return (await identities.load(issuer))?.did ?? null;
  }

  @ResolveField()
  async signingKeys(@Parent() parent: { id: string }, @Context() context: GraphContext) {
    const issuer = uuidOf('Issuer', parent.id);
    return issuer ? (await this.keysOf(context, issuer))?.map(keyNode) ?? null : null;
  }

  @ResolveField()
  async keyReplacements(@Parent() parent: { id: string }, @Context() context: GraphContext) {
    const issuer = uuidOf('Issuer', parent.id);
    const replacements = issuer ? await this.keys.replacementsOf(context.principal, issuer) : null;
    if (!issuer || !replacements) return null;
    const keys = new Map((await this.keysOf(context, issuer))?.map((key) => [key.id, verificationMethodOf(key)]));
    return replacements.map(({ key, from, ...rest }) => ({ ...rest, signingKeyId: keys.get(key) ?? '', compromisedFrom: from }));
  }

  @Mutation()
  async rotateSigningKey(@Args() { input }: MutationRotateSigningKeyArgs, @Context() context: GraphContext) {
    return this.payload(await this.keys.rotate(context.caller, orderOf(input)));
  }

  @Mutation()
  async publishNextSigningKey(@Args() { input }: MutationPublishNextSigningKeyArgs, @Context() context: GraphContext) {
    return this.payload(await this.keys.announce(context.caller, orderOf(input)));
  }

  @Mutation()
  async reportSigningKeyCompromised(@Args() { input }: MutationReportSigningKeyCompromisedArgs, @Context() context: GraphContext) {
    const { signingKeyId: method, from, reissue = true, reason } = input;
    return this.payload(await this.keys.reportCompromised(context.caller, { method, from: new Date(from), reissue, reason: reason ?? null }));
  }

  @Mutation()
  async setIssuerJwtAlgorithm(@Args() { input }: MutationSetIssuerJwtAlgorithmArgs, @Context() context: GraphContext) {
    const set = await this.keys.setJwtAlgorithm(context.caller, requireUuid('Issuer', input.issuerId), algorithmNamed[input.algorithm]);
    if (!set.ok) return { issuer: null, userErrors: userErrors(set.refusals) };
    return { issuer: { __typename: 'Issuer' as const, id: publicId('Issuer', set.value) }, userErrors: [] };
  }

  @ResolveReference()
  resolveReference({ id }: { id: string }) {
    return uuidOf('Issuer', id) ? { __typename: 'Issuer' as const, id } : null;
  }

  private keysOf(context: GraphContext, issuer: string): Promise<SigningKey[] | undefined> {
    const keys = context.loader<string, SigningKey[]>('signingKeys', async (ids) => {
      const found = await this.keys.ofIssuers(ids);
      return ids.map((id) => found.filter((key) => key.issuer === id));
    });
    return keys.load(issuer);
  }

  private payload(changed: Decision<{ key: SigningKey; marks: Mark[] }>) {
    if (!changed.ok) return { signingKey: null, userErrors: userErrors(changed.refusals), position: null };
    const { key, marks } = changed.value;
    return { signingKey: keyNode(key), userErrors: [], position: encodePosition(this.tokens, marks) };
  }
}

const orderOf = ({ issuerId, algorithm = 'ED25519', reason }: MutationRotateSigningKeyArgs['input']) => ({
  issuer: requireUuid('Issuer', issuerId),
  algorithm: algorithmNamed[algorithm],
  reason: reason ?? null,
});
