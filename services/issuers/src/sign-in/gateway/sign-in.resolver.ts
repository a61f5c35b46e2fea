import { publicId } from '@cairn/subgraph';
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { MutationAdmitAccountArgs, QueryFrontEndOriginsArgs, QueryOriginIsKnownArgs, QuerySignInHoldsArgs } from '../../schema.types.js';
import { Accounts } from '../account/accounts.service.js';
import { FrontEnds } from '../authorization/front-ends.service.js';
import { AuthorizationRecords } from '../authorization/records.service.js';
import { TokenKeys } from '../token-key/token-keys.service.js';

/** Inaccessible in the graph: what the gateway asks about signing in, to make the caller's principal. */
@Resolver()
export class SignInResolver {
  constructor(
    private readonly keys: TokenKeys,
    private readonly records: AuthorizationRecords,
    private readonly frontEnds: FrontEnds,
    private readonly accounts: Accounts,
  ) {}

  @Query()
  async accessTokenKeys(): Promise<string> {
    return JSON.stringify((await this.keys.ring()).published);
  }

  @Query()
  signInHolds(@Args() { grant }: QuerySignInHoldsArgs): Promise<boolean> {
    return this.records.grantHolds(grant);
  }

  @Query()
  frontEndOrigins(@Args() { frontEnd }: QueryFrontEndOriginsArgs): Promise<readonly string[]> {
    return this.frontEnds.originsOf(frontEnd);
  }

  @Query()
  originIsKnown(@Args() { origin }: QueryOriginIsKnownArgs): Promise<boolean> {
    return this.frontEnds.knowsOrigin(origin);
  }

  @Mutation()
  async admitAccount(@Args() { input }: MutationAdmitAccountArgs): Promise<string> {
    const { issuer, subject, email = null, name = null } = input;
    return publicId('Account', await this.accounts.admit({ issuer, subject, email, name }));
  }
}
