import { type Connection, everyNode, RegistryClient } from '@cairn/client';
import type { Awarding, Place } from './awarding.js';

interface Row {
  readonly id: string;
  readonly partnerReference: string | null;
  readonly credential: { readonly id: string } | null;
}

/** What the registry holds of awards, as the partner's own client reads it. */
export interface Holdings {
  /** References that were acknowledged and are not there, or under another id. */
  readonly lost: string[];
  /** Awards of a reference beyond the first. */
  readonly doubled: number;
  /** Awards whose credential another service has not made yet. */
  readonly waiting: number;
  readonly awards: number;
}

const query = `query ($first: Int!, $after: Cursor) {
  awards(first: $first, after: $after) { nodes { id partnerReference credential { id } } pageInfo { hasNextPage endCursor } }
}`;

/** Holds what a partner was told against what the registry has. */
export async function holdings({ url, key }: Place, awarding: Pick<Awarding, 'acknowledged'>): Promise<Holdings> {
  const rows: Row[] = [];
  for await (const row of everyNode<{ awards: Connection<Row> }, Row>(new RegistryClient(url, key), query, {}, ({ awards }) => awards)) rows.push(row);
  const byReference = new Map(rows.map((row) => [row.partnerReference, row]));
  return {
    lost: [...awarding.acknowledged].filter(([reference, id]) => byReference.get(reference)?.id !== id).map(([reference]) => reference),
    doubled: rows.length - byReference.size,
    waiting: rows.filter(({ credential }) => credential === null).length,
    awards: rows.length,
  };
}

/** How many awards the service of pathways has counted: every event of an award once, whatever the way was like. */
export async function countedAwards({ url, key }: Place): Promise<number> {
  type Cells = { stackingAggregate: { nodes: { parts: { name: string; value: number }[] }[] } };
  const { stackingAggregate } = await new RegistryClient(url, key).execute<Cells>(
    '{ stackingAggregate(input: { metric: M0_AWARDS_AND_EARNERS }, first: 1) { nodes { parts { name value } } } }',
  );
  return stackingAggregate.nodes[0]?.parts.find(({ name }) => name === 'awards')?.value ?? 0;
}
