import { compile, type CompiledPathway, type OnRevocation, type PathwayDefinition } from '@cairn/requirements';

/** A published version made ready for evaluation; immutable, as published versions are. */
export interface CompiledVersion {
  readonly id: string;
  readonly pathway: string;
  readonly compiled: CompiledPathway;
  readonly leaves: ReadonlySet<string>;
  /** The achievement that completion leads earners to award; null when it awards nothing by itself. */
  readonly awardAchievement: string | null;
  readonly onRevocation: OnRevocation;
}

/** What compiling needs of a stored version. */
export interface PublishedDefinition {
  readonly id: string;
  readonly pathway: string;
  readonly definition: PathwayDefinition;
}

export function compiledVersion({ id, pathway, definition }: PublishedDefinition): CompiledVersion {
  const { completion } = definition;
  const compiled = compile(definition);
  return {
    id,
    pathway,
    compiled,
    leaves: new Set(compiled.leafAchievements),
    awardAchievement: completion && completion.autoIssue !== false ? completion.achievement : null,
    onRevocation: completion?.onRevocation ?? 'suspend',
  };
}
