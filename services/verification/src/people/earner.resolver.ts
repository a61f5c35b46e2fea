import { GraphContext, uuidOf } from '@cairn/subgraph';
import { Context, Parent, ResolveField, Resolver, ResolveReference } from '@nestjs/graphql';
import { PersonalCredentials } from './personal-credentials.service.js';

/** What this service adds to an earner: what it keeps about him. */
@Resolver('Earner')
export class EarnerResolver {
  constructor(private readonly credentials: PersonalCredentials) {}

  @ResolveField()
  credentialData(@Parent() { id }: { id: string }, @Context() context: GraphContext) {
    const earner = uuidOf('Earner', id);
    return earner === undefined ? null : this.credentials.of(context.principal, earner);
  }

  @ResolveReference()
  resolveReference({ id }: { id: string }) {
    return uuidOf('Earner', id) ? { __typename: 'Earner' as const, id } : null;
  }
}
