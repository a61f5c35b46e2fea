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
}

const slice = (subgraph: string, field: string, types: readonly string[]): Slice => ({
  subgraph,
  field,
  types,
  query: readFileSync(new URL(`${subgraph}.graphql`, import.meta.url), 'utf8'),
});

/** In the order in which they are read: what others refer to comes first. */
export const slices: readonly Slice[] = [
  slice('issuers', 'issuerChanges', ['TENANT', 'ISSUER']),
  slice('achievements', 'achievementChanges', ['ACHIEVEMENT', 'ACHIEVEMENT_VERSION']),
  slice('earners', 'earnerChanges', ['EARNER', 'AWARD']),
  slice('pathways', 'pathwayChanges', ['PATHWAY', 'ENROLMENT', 'COMPLETION']),
  slice('verification', 'credentialChanges', ['CREDENTIAL']),
];
