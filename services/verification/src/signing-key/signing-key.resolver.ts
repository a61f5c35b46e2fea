import { OpaqueTokens } from '@cairn/access';
import { didKeyOf } from '@cairn/credentials';
import { encodePosition } from '@cairn/messaging';
import { GraphContext, inOrder, requireUuid, userErrors, uuidOf } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, ResolveField, Resolver, ResolveReference } from '@nestjs/graphql';
import type { IssuerIdentity } from '../issuer-profile/issuer-profile.js';
import type { MutationRotateSigningKeyArgs } from '../schema.types.js';
import { enteredAt, type SigningKey, stateOf, verificationMethodOf } from './signing-key.js';
import { SigningKeyService } from './signing-key.service.js';

const keyNode = (key: SigningKey) => ({
  id: verificationMethodOf(key),
  publicKeyMultibase: key.publicKeyMultibase,
  didKey: didKeyOf(key.publicKeyMultibase),
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
    if (!issuer) return null;
    const keys = context.loader<string, SigningKey[]>('signingKeys', async (ids) => {
      const found = await this.keys.ofIssuers(ids);
      return ids.map((id) => found.filter((key) => key.issuer === id));
    });
    return (await keys.load(issuer))?.map(keyNode) ?? null;
  }

  @Mutation()
  async rotateSigningKey(@Args() { input }: MutationRotateSigningKeyArgs, @Context() context: GraphContext) {
    const rotated = await this.keys.rotate(context.caller, requireUuid('Issuer', input.issuerId));
    if (!rotated.ok) return { signingKey: null, userErrors: userErrors(rotated.refusals), position: null };
    const { key, marks } = rotated.value;
    return { signingKey: keyNode(key), userErrors: [], position: encodePosition(this.tokens, marks) };
  }

  @ResolveReference()
  resolveReference({ id }: { id: string }) {
    return uuidOf('Issuer', id) ? { __typename: 'Issuer' as const, id } : null;
  }
}
