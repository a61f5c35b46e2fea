import { GraphContext, inOrder, uuidOf } from '@cairn/subgraph';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { CredentialService } from '../../credential/credential.service.js';
import { PublicCredentialService } from '../public-credential.service.js';
import { displayKit } from './display-kit.js';

type Kit = ReturnType<typeof displayKit> & { readonly award: string };

/** `Award.displayKit`, for whoever may see the award. */
@Resolver('Award')
export class DisplayKitResolver {
  constructor(
    private readonly credentials: CredentialService,
    private readonly shown: PublicCredentialService,
  ) {}

  @ResolveField('displayKit')
  async kit(@Parent() { id }: { id: string }, @Context() context: GraphContext): Promise<Kit | null> {
    const award = uuidOf('Award', id);
    const { tenant, account } = context.principal;
    if (!award) return null;
    const loader = context.loader<string, Kit>('display kits', async (awards) => {
      const visible = await this.credentials.byAwards({ tenant, account }, awards);
      const known = await this.shown.all(visible.filter(({ state }) => state !== 'SUBJECT_ERASED'));
      return inOrder(awards, known.map((one) => ({ award: one.award.id, ...displayKit(one.award, one.isPublic) })), (kit) => kit.award);
    });
    return (await loader.load(award)) ?? null;
  }
}
