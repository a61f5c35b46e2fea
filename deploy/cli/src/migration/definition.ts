import { bindPathway } from '@cairn/exchange';
import { lintPathway, type LintFinding, type Metadata, parsePathway, type Pathway, type Solver, type World } from '@cairn/requirements';
import type { PlannedPathway } from './plan.js';

const plain: Metadata = { issuer: null, type: null, tags: [], skills: [], level: null, groups: [], series: null, assessed: false, measures: {} };

/** What the pathways of an export can ask about: badges, and nothing that is said of them. */
export const plainWorld: World = {
  isRepeatable: () => false,
  codeOf: () => null,
  metadataOn: () => plain,
  metadataDays: () => [],
  tierOf: () => null,
  trustGroups: () => [],
  isAtOrBelow: () => false,
};

export const plainMetadata = plain;

/** A definition of before it is bound, and the short names that it has for badges, by the key that the plan knows them by. */
export interface Unbound {
  readonly definition: Pathway;
  readonly names: ReadonlyMap<string, string>;
}

/** @param keyOf key of the badge at an address, which may be written in several ways */
export function unbound({ imported }: Pick<PlannedPathway, 'imported'>, keyOf: (address: string) => string): Unbound {
  const names = new Map<string, string>();
  for (const { iri, key } of imported.references) if (!names.has(keyOf(iri))) names.set(keyOf(iri), key);
  const bound = bindPathway(imported, new Map(imported.references.map(({ iri, key }) => [iri, names.get(keyOf(iri)) ?? key])));
  if (!bound.ok) throw new Error('a pathway was bound in full and something was missing');
  const parsed = parsePathway({ ...bound.pathway, id: 'moved', version: 1 });
  if (!parsed.ok) throw new Error(`a pathway that was read is no definition: ${parsed.refusals.map(({ message }) => message).join(' ')}`);
  return { definition: parsed.pathway, names };
}

/** What publishing would say of it (pathways.md section 10); with an error it comes over as a draft. */
export const findingsOf = (definition: Pathway, solver: Solver): LintFinding[] => lintPathway(definition, { world: plainWorld, solver, catalogue: null });
