import { readFileSync } from 'node:fs';

/** One service's part of the change feed. */
export interface Slice {
  readonly subgraph: string;
  /** Root field that answers with a ChangePage. */
  readonly field: string;
  /** Kinds of object it tells of (ChangeType). */
  readonly types: readonly string[];
  /** What is read of each page and object. */
  readonly query: string;
  /**
   * Names that are asked for under another: two types may have a field of one name and different enums; the selection then
   * says `state_issuer: state`.
   */
  readonly aliases: ReadonlyMap<string, string>;
}

function slice(subgraph: string, field: string, types: readonly string[]): Slice {
  const query = readFileSync(new URL(`${subgraph}.graphql`, import.meta.url), 'utf8');
  const aliases = new Map(Array.from(query.matchAll(/^ +([a-z]+_[a-z]+): ([a-zA-Z]+)/gm), ([, alias = '', name = '']) => [alias, name]));
  return { subgraph, field, types, query, aliases };
}

/** In the order in which they are read: what others refer to comes first. */
export const slices: readonly Slice[] = [
  slice('issuers', 'issuerChanges', ['TENANT', 'ISSUER']),
  slice('achievements', 'achievementChanges', ['ACHIEVEMENT', 'ACHIEVEMENT_VERSION']),
  slice('earners', 'earnerChanges', ['EARNER', 'AWARD']),
  slice('pathways', 'pathwayChanges', ['PATHWAY', 'ENROLMENT', 'COMPLETION']),
  slice('verification', 'credentialChanges', ['CREDENTIAL']),
];
