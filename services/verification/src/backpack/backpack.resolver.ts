import { refusal, refused } from '@cairn/access';
import { badInput, GraphContext, requireUuid, userErrors, uuidOf } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { EarnerBackpackArgs, ImportCredentialInput, MutationImportBackpackArgs, MutationImportCredentialArgs, QueryExportBackpackArgs } from '../schema.types.js';
import { BackpackFiles } from './backpack-files.service.js';
import { BackpackOwners, type Owner } from './backpack-owners.service.js';
import { BackpackView } from './backpack-view.service.js';
import { BackpackPayloads, foreignCredentialNode } from './foreign-credential-nodes.js';
import { type Given, Givens } from './givens.service.js';
import { ImportService } from './import.service.js';

const anyVerdict = ['VALID', 'INVALID', 'UNKNOWN'] as const;

/** What is left for the check when the credential had to be fetched first. */
const afterFetchingMs = 700;

/** Backpacks: what is in them, and what goes in and out. */
@Resolver('Earner')
export class BackpackResolver {
  constructor(
    private readonly owners: BackpackOwners,
    private readonly givens: Givens,
    private readonly imports: ImportService,
    private readonly view: BackpackView,
    private readonly files: BackpackFiles,
    private readonly payloads: BackpackPayloads,
  ) {}

  @ResolveField()
  async backpack(@Parent() { id }: { id: string }, @Args() page: EarnerBackpackArgs, @Context() context: GraphContext) {
    const earner = uuidOf('Earner', id);
    const owner = earner === undefined ? null : await this.view.reader(context.principal, earner);
    if (!owner) return null;
    const shown = await this.view.page(owner, page, foreignCredentialNode);
    if (shown.nodes.length > 0) this.discloses(context, owner);
    return shown;
  }

  @Query()
  async exportBackpack(@Args() { earnerId }: QueryExportBackpackArgs, @Context() context: GraphContext) {
    const owner = await this.owners.of(context.caller, earnerIn(earnerId));
    if (!owner.ok) {
      const [first] = owner.refusals;
      throw badInput(first?.message ?? '');
    }
    const file = await this.files.export(owner.value);
    if (file.credentials.length > 0) this.discloses(context, owner.value);
    return file;
  }

  /** Where nothing was shown nothing is noted: the id may be none of the tenant's earners. */
  private discloses(context: GraphContext, owner: Owner): void {
    context.beforeAnswer(`backpack of ${owner.earner}`, () => this.view.disclosed(owner));
  }

  @Mutation()
  async importCredential(@Args() { input }: MutationImportCredentialArgs, @Context() context: GraphContext) {
    const { caller } = context;
    const given = givenIn(input);
    const owner = await this.owners.of(caller, earnerIn(input.earnerId));
    if (!owner.ok) return { ...this.payloads.of(owner), change: null };
    const received = given ? await this.givens.receive(given) : refused(refusal('INVALID_VALUE', 'Give exactly one of `document`, `compact`, `file` and `url`.'));
    if (!received.ok) return { ...this.payloads.of(received), change: null };
    const imported = await this.imports.take(caller, owner.value, received.value, {
      recipient: input.recipient ?? null,
      allow: input.allow ?? anyVerdict,
      ...(given?.kind === 'url' ? { judgingMs: afterFetchingMs } : {}),
    });
    return { ...this.payloads.of(imported), change: imported.ok ? imported.value.change : null };
  }

  @Mutation()
  async importBackpack(@Args() { input }: MutationImportBackpackArgs, @Context() context: GraphContext) {
    const { caller } = context;
    const owner = await this.owners.of(caller, earnerIn(input.earnerId));
    if (!owner.ok) return { results: [], userErrors: userErrors(owner.refusals), position: null };
    const imported = await this.files.import(caller, owner.value, input.file, input.recipient ?? null);
    if (!imported.ok) return { results: [], userErrors: userErrors(imported.refusals), position: null };
    return {
      results: imported.value.map(({ digest, decision, sameSteps }) => ({
        digest,
        sameSteps,
        foreignCredential: decision.ok ? foreignCredentialNode(decision.value.credential) : null,
        change: decision.ok ? decision.value.change : null,
        userErrors: decision.ok ? [] : userErrors(decision.refusals),
      })),
      userErrors: [],
      position: this.payloads.position(imported.value.flatMap(({ decision }) => (decision.ok ? decision.value.marks : []))),
    };
  }
}

const earnerIn = (id: string | null | undefined): string | null => (id === null || id === undefined ? null : requireUuid('Earner', id));

/** The one member in which the credential came; undefined unless there is exactly one. */
function givenIn({ document, compact, file, url }: ImportCredentialInput): Given | undefined {
  const given = Object.entries({ document, compact, file, url }).filter(([, value]) => value !== null && value !== undefined);
  const [only, ...others] = given;
  return only && others.length === 0 ? { kind: only[0] as Given['kind'], value: only[1] as unknown } : undefined;
}
