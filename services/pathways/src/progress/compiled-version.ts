import { type OnRevocation, type Pathway, type Reach, reachOf, rulesOf, type VersionRules, type World } from '@cairn/requirements';

/** A published version made ready for evaluation; immutable, as published versions are. */
export interface CompiledVersion {
  readonly id: string;
  readonly pathway: string;
  readonly rules: VersionRules;
  readonly reach: Reach;
  /** Whether it has milestones or exits. */
  readonly hasDestinations: boolean;
  /** Scales on which it asks for results. */
  readonly scales: ReadonlySet<string>;
  /** The achievement that completion leads earners to award; null when it awards nothing by itself. */
  readonly awardAchievement: string | null;
  readonly onRevocation: OnRevocation;
}

/** What compiling needs of a stored version. */
export interface PublishedDefinition {
  readonly id: string;
  readonly pathway: string;
  readonly number: number;
  /** Civil day; null for versions of before it was kept. */
  readonly publishedOn: string | null;
  readonly definition: Pathway;
}

export function compiledVersion({ id, pathway, number, publishedOn, definition }: PublishedDefinition, isRepeatable: World['isRepeatable']): CompiledVersion {
  const { completion } = definition;
  const dated = definition.publishedOn ?? publishedOn;
  const rules = rulesOf({ ...definition, id: pathway, version: number, ...(dated === null ? {} : { publishedOn: dated }) }, { ...noWorld, isRepeatable });
  return {
    id,
    pathway,
    rules,
    reach: reachOf(definition),
    hasDestinations: (definition.offRamps ?? []).length > 0 || [...rules.nodes.values()].some(({ milestone }) => milestone !== undefined),
    scales: new Set([...rules.nodes.values()].flatMap((node) => (node.kind === 'award' && node.minResult?.scale !== undefined ? [node.minResult.scale] : []))),
    awardAchievement: completion && completion.autoIssue !== false ? completion.achievement : null,
    onRevocation: completion?.onRevocation ?? 'suspend',
  };
}

/** Compiling asks of achievements only whether they are repeatable. */
const noWorld: Omit<World, 'isRepeatable'> = {
  codeOf: () => null,
  metadataOn: () => {
    throw new Error('a definition is compiled without the catalogue');
  },
  metadataDays: () => [],
  tierOf: () => null,
  trustGroups: () => [],
  isAtOrBelow: () => false,
};

/** All published versions of a pathway, any of which may govern. */
export interface CompiledPathway {
  readonly versions: readonly CompiledVersion[];
  readonly rules: readonly VersionRules[];
  /** Whether one of them counts entries of the credit ledger. */
  readonly entries: boolean;
  /** Scales on which they ask for results. */
  readonly scales: ReadonlySet<string>;
}

export const compiledPathway = (versions: readonly CompiledVersion[]): CompiledPathway => ({
  versions,
  rules: versions.map(({ rules }) => rules),
  entries: versions.some(({ reach }) => reach.entries),
  scales: new Set(versions.flatMap(({ scales }) => [...scales])),
});
