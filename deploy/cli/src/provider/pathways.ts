import { randomUUID } from 'node:crypto';
import type { RegistryClient } from '@cairn/client';
import { inParts } from './side-by-side.js';
import type { Tally } from './tally.js';

export type PathwayNode = {
  readonly id: string;
  readonly title?: string;
} & (
  | { readonly kind: 'award'; readonly achievement: string }
  | { readonly kind: 'all' | 'any'; readonly of: readonly PathwayNode[] }
  | { readonly kind: 'nOf'; readonly n: number; readonly of: readonly PathwayNode[] }
);

export interface PathwayText {
  readonly code: string;
  readonly title: string;
  readonly access: 'PUBLIC' | 'MEMBERS_ONLY';
  /** First day on which one may enrol. */
  readonly enrolFrom: string;
  readonly requirements: readonly PathwayNode[];
  /** Achievement awarded on completion. */
  readonly completion?: string;
}

interface Found {
  readonly id: string;
  readonly code: string;
  readonly currentVersion: { readonly id: string } | null;
  readonly versions: readonly { readonly id: string; readonly state: string }[];
}

const find = `query ($codes: [String!]) {
  pathways(first: 100, filter: { mine: true, code: { in: $codes } }) { nodes { id code currentVersion { id } versions { id state } } }
}`;
const create = `mutation ($input: CreatePathwayInput!) {
  createPathway(input: $input) { pathway { id } pathwayVersion { id } position userErrors { code field message } }
}`;
const publish = `mutation ($input: PublishPathwayVersionInput!) {
  publishPathwayVersion(input: $input) { pathwayVersion { id } position userErrors { code field message } }
}`;

/** The definition document (`cairn-pathway/1`): awards from before the enrolment count, and an award may count twice. */
export const definitionOf = ({ title, enrolFrom, requirements, completion }: PathwayText) => ({
  language: 'cairn-pathway/1',
  title: { en: title },
  requirements,
  policy: { sharing: 'shared', enrolment: 'required', priorAwards: 'count' },
  versioning: { enrolFrom },
  completion: completion === undefined ? null : { achievement: completion, autoIssue: true, onRevocation: 'suspend' },
});

/** Every pathway published, by code. One after the other: a later one may build on what an earlier one awards. */
export async function ensurePathways(client: RegistryClient, issuerId: string, texts: readonly PathwayText[], tally?: Tally): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, Found>();
  for (const part of inParts(texts, 100)) {
    const { pathways } = await client.execute<{ pathways: { nodes: Found[] } }>(find, { codes: part.map(({ code }) => code) });
    for (const one of pathways.nodes) found.set(one.code, one);
  }
  const ids = new Map<string, string>();
  for (const text of texts) {
    const there = found.get(text.code);
    tally?.add('pathways', there?.currentVersion ? { unchanged: 1 } : { created: 1 });
    ids.set(text.code, there?.currentVersion ? there.id : await publishPathway(client, issuerId, text, there));
  }
  return ids;
}

async function publishPathway(client: RegistryClient, issuerId: string, text: PathwayText, there?: Found): Promise<string> {
  const draft = there?.versions.find(({ state }) => state === 'DRAFT');
  const made = there && draft ? { pathway: there, pathwayVersion: draft } : await createPathway(client, issuerId, text);
  await client.execute(publish, { input: { id: made.pathwayVersion.id } });
  return made.pathway.id;
}

async function createPathway(client: RegistryClient, issuerId: string, text: PathwayText) {
  const { code, title, access } = text;
  const input = { idempotencyKey: randomUUID(), issuerId, code, title, access, definition: definitionOf(text) };
  type Made = { createPathway: { pathway: { id: string }; pathwayVersion: { id: string } } };
  return (await client.execute<Made>(create, { input })).createPathway;
}
