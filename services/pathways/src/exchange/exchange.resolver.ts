import { OpaqueTokens } from '@cairn/access';
import type { Finding, Imported } from '@cairn/exchange';
import { encodePosition } from '@cairn/messaging';
import { GraphContext, requireUuid, userErrors } from '@cairn/subgraph';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { PathwayLoads } from '../pathway/pathway.loads.js';
import type { MutationImportPathwayArgs, PathwayBindingInput, QueryPreviewPathwayImportArgs } from '../schema.types.js';
import type { Binding } from './bound-import.js';
import { type ImportDone, PathwayImportService } from './pathway-import.service.js';

const findingsMax = 1_000;
const pathwaysMax = 100;

/** Pathways of other systems. */
@Resolver()
export class ExchangeResolver {
  constructor(
    private readonly imports: PathwayImportService,
    private readonly loads: PathwayLoads,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  async previewPathwayImport(@Args() { input }: QueryPreviewPathwayImportArgs, @Context() context: GraphContext) {
    const read = await this.imports.preview(context.principal, input);
    if (!read) return null;
    if (read.ok) return previewOf(read.value);
    const message = read.refusals.map((refusal) => refusal.message).join(' ');
    return { refusal: { code: 'IMPORT_REFUSED', message, at: '' }, pathways: [], report: [] };
  }

  @Mutation()
  async importPathway(@Args() { input }: MutationImportPathwayArgs, @Context() context: GraphContext) {
    const { issuerId, pathway, bindings, title, source, idempotencyKey, code, access } = input;
    const issuer = requireUuid('Issuer', issuerId);
    const done = await this.imports.import(context.caller, {
      ...{ idempotencyKey, code, issuer, source },
      access: access ?? 'PUBLIC',
      title: title ?? null,
      chosen: pathway ?? null,
      bindings: (bindings ?? []).flatMap(bindingsOf),
    });
    return this.payload(context, done);
  }

  private async payload(context: GraphContext, { drafted, report, unbound, check }: ImportDone) {
    const told = { report: capped(report), unbound };
    if (!drafted.ok) return { ...told, pathway: null, pathwayVersion: null, check: null, userErrors: userErrors(drafted.refusals), position: null };
    const { id, draft, marks } = drafted.value;
    const [pathway, pathwayVersion] = await Promise.all([this.loads.pathway(context, id), this.loads.version(context, draft)]);
    const checked = check && {
      isPublishable: check.refusals.length === 0 && check.findings.every(({ level }) => level === 'warning'),
      refusals: check.refusals,
      findings: check.findings.map(({ level, ...finding }) => ({ ...finding, level: level.toUpperCase() })),
    };
    return { ...told, pathway, pathwayVersion, check: checked, userErrors: [], position: encodePosition(this.tokens, marks) };
  }
}

function previewOf(imported: Imported) {
  if (!imported.ok) return { refusal: imported.refusal, pathways: [], report: [] };
  const pathways = imported.pathways.slice(0, pathwaysMax).map(({ pathway, report, ...rest }) => ({ ...rest, definition: pathway, report: capped(report) }));
  return { refusal: null, pathways, report: capped(imported.report) };
}

/** What was refused is told first where not all of it can be told. */
function capped(report: readonly Finding[]): readonly Finding[] {
  if (report.length <= findingsMax) return report;
  const rank = { REFUSED: 0, APPROXIMATED: 1, MAPPED: 2 };
  return report.toSorted((one, other) => rank[one.outcome] - rank[other.outcome]).slice(0, findingsMax);
}

/** A binding that names nothing binds nothing, and what it was meant for is told as unbound. */
function bindingsOf({ iri, achievementId, pathwayId }: PathwayBindingInput): Binding[] {
  return [
    ...(achievementId ? [{ iri, kind: 'ACHIEVEMENT' as const, id: achievementId }] : []),
    ...(pathwayId ? [{ iri, kind: 'PATHWAY' as const, id: pathwayId }] : []),
  ];
}
