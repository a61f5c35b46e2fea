import { accepted, type Decision, type Refusal, refusal, refused } from '@cairn/access';
import { definitionHash, parseDefinition, type PathwayDefinition, type PathwayNode } from '@cairn/requirements';
import { publicId, uuidOf } from '@cairn/subgraph';

/** An event has at most 256 KiB; the rest is left to its envelope. */
const definitionBytesMax = 250_000;

/**
 * Reads a definition as clients write it, with achievement ids in the graph's public form, and gives it with bare ids.
 * Every refusal at once. `id` and `version` are the registry's.
 */
export function readDefinition(input: unknown, id: string, version: number): Decision<PathwayDefinition> {
  const parsed = parseDefinition(input);
  if (!parsed.ok) {
    return refused(...parsed.refusals.map(({ code, path, message }) => invalid(`${code}: ${message}`, path)));
  }
  const refusals: Refusal[] = [];
  const bare = mapAchievements(parsed.definition, (achievement, path) => {
    const uuid = uuidOf('Achievement', achievement);
    if (uuid === undefined) refusals.push(invalid('FIELD_INVALID: an achievement is named by its id, `ach_…`', path));
    return uuid ?? achievement;
  });
  if (Buffer.byteLength(JSON.stringify(bare)) > definitionBytesMax) {
    refusals.push(invalid(`TOO_LARGE: a definition has at most ${definitionBytesMax} bytes, since it travels in one event`, []));
  }
  return refusals.length > 0 ? refused(...refusals) : accepted({ ...bare, id, version });
}

/** The definition as clients see it. */
export function publicDefinition(definition: PathwayDefinition): PathwayDefinition {
  const shown = mapAchievements(definition, (achievement) => publicId('Achievement', achievement));
  return definition.id === undefined ? shown : { ...shown, id: publicId('Pathway', definition.id) };
}

/** SHA-256 of the public form, so that whoever reads the definition can work it out again. */
export const publicHash = (definition: PathwayDefinition): string => definitionHash(publicDefinition(definition));

/** Achievements of the award nodes and of the completion, each once. */
export function achievementsOf(definition: PathwayDefinition): string[] {
  const found = new Set<string>();
  mapAchievements(definition, (achievement) => {
    found.add(achievement);
    return achievement;
  });
  return [...found];
}

const invalid = (message: string, path: readonly string[]): Refusal =>
  refusal('PATHWAY_DEFINITION_INVALID', message, 'definition', ...path);

function mapAchievements(definition: PathwayDefinition, map: (achievement: string, path: string[]) => string): PathwayDefinition {
  const mapNode = (node: PathwayNode, path: string[]): PathwayNode =>
    node.kind === 'award'
      ? { ...node, achievement: map(node.achievement, [...path, 'achievement']) }
      : { ...node, of: node.of.map((child, at) => mapNode(child, [...path, 'of', String(at)])) };
  const { completion } = definition;
  return {
    ...definition,
    requirements: definition.requirements.map((node, at) => mapNode(node, ['requirements', String(at)])),
    ...(completion ? { completion: { ...completion, achievement: map(completion.achievement, ['completion', 'achievement']) } } : {}),
  };
}
