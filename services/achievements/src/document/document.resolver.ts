import { badInput, GraphContext, userErrors } from '@cairn/subgraph';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { DescribedReader } from '../clarity/described.reader.js';
import type { QueryAchievementDocumentArgs } from '../schema.types.js';
import { DocumentService } from './document.service.js';
import { renderings } from './rendering.js';

@Resolver()
export class DocumentResolver {
  constructor(
    private readonly reader: DescribedReader,
    private readonly documents: DocumentService,
  ) {}

  @Query('achievementDocument')
  async document(@Args() { id, profile, languages, demand }: QueryAchievementDocumentArgs, @Context() context: GraphContext) {
    if ((languages?.length ?? 0) > 10) throw badInput('`languages` holds at most 10 values.');
    const described = await this.reader.byId(context, id);
    if (!described) return null;
    const { mediaType, extension, lacks } = renderings[profile];
    const refusals = demand ? lacks(described) : [];
    const content = refusals.length > 0 ? null : await this.documents.render(profile, described, languages ?? []);
    return {
      mediaType,
      url: described.version.state === 'DRAFT' ? null : `${this.documents.addressesOf(described).definition}${extension}`,
      content: typeof content === 'string' ? content : (content?.toString('base64') ?? null),
      encoding: profile === 'PRINT' ? 'BASE64' : 'TEXT',
      userErrors: userErrors(refusals),
    };
  }
}
