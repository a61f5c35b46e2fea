import type { TrustFinding } from '@cairn/credentials';
import { CLOCK } from '@cairn/service';
import { GraphContext, inOrder, uuidOf } from '@cairn/subgraph';
import type { Clock } from '@cairn/telemetry';
import { Inject } from '@nestjs/common';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { IssuerIdentity } from '../issuer-profile/issuer-profile.js';
import type { IssuerAccreditationsArgs, IssuerTrustArgs } from '../schema.types.js';
import { SigningKeyService } from '../signing-key/signing-key.service.js';
import { accreditationsAt, type Accreditation } from './accreditation.js';
import { AccreditationNodes } from './accreditation-nodes.js';
import { Accreditations } from './accreditations.service.js';
import { TrustLists } from './trust-lists.service.js';

const shownMax = 100;

/** What others say of an issuer of this registry, on a day and as known on another. */
@Resolver('Issuer')
export class IssuerTrustResolver {
  constructor(
    private readonly lists: TrustLists,
    private readonly accredited: Accreditations,
    private readonly nodes: AccreditationNodes,
    private readonly keys: SigningKeyService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @ResolveField()
  async trust(@Parent() parent: { id: string }, @Args() { asOf, knownAsOf }: IssuerTrustArgs, @Context() context: GraphContext) {
    const did = await this.didOf(context, parent.id);
    if (did === undefined) return null;
    const on = { asOf: asOf ? new Date(asOf) : this.now(), ...(knownAsOf ? { knownAsOf: new Date(knownAsOf) } : {}) };
    const loader = context.loader<string, TrustFinding>(`trust at ${String(asOf)} known at ${String(knownAsOf)}`, async (dids) => this.lists.at(dids, context.principal.tenant, on));
    return loader.load(did);
  }

  @ResolveField()
  async accreditations(@Parent() parent: { id: string }, @Args() { on, knownAsOf }: IssuerAccreditationsArgs, @Context() context: GraphContext) {
    const did = await this.didOf(context, parent.id);
    if (did === undefined) return null;
    const loader = context.loader<string, Accreditation[]>('accreditations', async (dids) => {
      const versions = await this.accredited.about(dids);
      return dids.map((one) => versions.filter(({ subject }) => subject === one));
    });
    const held = accreditationsAt((await loader.load(did)) ?? [], on ?? this.now().toISOString().slice(0, 10), knownAsOf ? new Date(knownAsOf) : undefined);
    return Promise.all(held.slice(0, shownMax).map((one) => this.nodes.node(context, one)));
  }

  private async didOf(context: GraphContext, id: string): Promise<string | undefined> {
    const issuer = uuidOf('Issuer', id);
    if (!issuer) return undefined;
    const identities = context.loader<string, IssuerIdentity>('identities', async (ids) => inOrder(ids, await this.keys.identities(ids), (found) => found.issuer));
    return (await identities.load(issuer))?.did;
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
