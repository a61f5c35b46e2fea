import type { Database, Uuid } from '@cairn/postgres';

/** What became of the events that were told. */
export interface Outcome {
  readonly lost: number;
  readonly doubled: number;
  readonly reordered: number;
}

/** Compares what was told (the stones' versions) with what was heard, and in which order. */
export async function outcome(teller: Database, hearer: Database, tenant: Uuid): Promise<Outcome> {
  const told = await teller.read({ tenant }, (tx) => tx.query<{ id: Uuid; version: number }>('SELECT id, version FROM stone'));
  const heard = await hearer.work((tx) => tx.query<{ stone: Uuid; version: number }>('SELECT stone, version FROM heard ORDER BY n'));
  const seen = new Map<Uuid, Set<number>>(told.map(({ id }) => [id, new Set()]));
  const highest = new Map<Uuid, number>();
  let [doubled, reordered] = [0, 0];
  for (const { stone, version } of heard) {
    const versions = seen.get(stone) ?? new Set();
    if (versions.has(version)) doubled += 1;
    else if (version < (highest.get(stone) ?? 0)) reordered += 1;
    versions.add(version);
    highest.set(stone, Math.max(version, highest.get(stone) ?? 0));
  }
  const lost = told.reduce((sum, { id, version }) => sum + version - (seen.get(id)?.size ?? 0), 0);
  return { lost, doubled, reordered };
}
