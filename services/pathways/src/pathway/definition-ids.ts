import { accepted, type Decision, refusal, refused } from '@cairn/access';
import { definitionHash, type DefinitionRefusal, type IdMap, type IdMaps, type ParsedPathway, parsePathway, type Pathway as Definition, refusalAt, withIds } from '@cairn/requirements';
import { type Noun, publicId, uuidOf } from '@cairn/subgraph';
import { definitionBytesMax, toldDefinition } from './packed-definition.js';

const nouns = { achievement: 'Achievement', issuer: 'Issuer', pathway: 'Pathway', trustGroup: 'Issuer' } as const satisfies Record<keyof IdMaps, Noun>;

const words = { achievement: 'An achievement', issuer: 'An issuer', pathway: 'A pathway', trustGroup: 'A trust group is the body that accredits: an issuer' } as const;

/**
 * Reads a definition as clients write it, with the graph's public ids, and gives it with bare ones. Every refusal at
 * once, each at its place in the document. `id` and `version` are the registry's.
 */
export function readDefinition(input: unknown, id: string, version: number): Decision<Definition> {
  const parsed = parseDefinition(input, id, version);
  return parsed.ok ? accepted(parsed.pathway) : refused(...parsed.refusals.map(({ code, path, message }) => refusal('PATHWAY_DEFINITION_INVALID', `${code}: ${message}`, 'definition', ...path)));
}

/** The same, with the refusals as the language has them. */
export function parseDefinition(input: unknown, id: string, version: number): ParsedPathway {
  const parsed = parsePathway(input);
  if (!parsed.ok) return parsed;
  const refusals: DefinitionRefusal[] = [];
  const bare = mapped({ ...parsed.pathway, id: undefined }, (noun) => (given, path) => {
    const uuid = uuidOf(nouns[noun], given);
    if (uuid === undefined) refusals.push(refusalAt('FIELD_INVALID', path, `${words[noun]} is named by its id, \`${publicId(nouns[noun], '…')}\`.`));
    return uuid ?? given;
  });
  if (Buffer.byteLength(JSON.stringify(bare)) > definitionBytesMax || toldDefinition(bare) === null) {
    refusals.push(refusalAt('TOO_LARGE', [], `a definition has at most ${definitionBytesMax.toLocaleString('en')} bytes, and travels in one event when it is packed: shorten titles and notes`));
  }
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true, pathway: { ...bare, id, version } };
}

/** The definition as clients see it. */
export const publicDefinition = (definition: Definition): Definition => mapped(definition, (noun) => (uuid) => publicId(nouns[noun], uuid));

/** SHA-256 of the public form, so that whoever reads the definition can work it out again. */
export const publicHash = (definition: Definition): string => definitionHash(publicDefinition(definition));

const mapped = (definition: Definition, map: (noun: keyof IdMaps) => IdMap): Definition =>
  withIds(definition, { achievement: map('achievement'), issuer: map('issuer'), pathway: map('pathway'), trustGroup: map('trustGroup') });
