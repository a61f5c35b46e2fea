import type { RollupState } from '../rollup/rollup-state.store.js';

export interface Rebuild {
  readonly state: 'WANTED' | 'BUILDING' | 'FINISHED';
  readonly done: number;
  readonly total: number;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly differences: number | null;
}

/** What the state of a tenant's sums says of adding them up anew. */
export function rebuildOf({ isWanted, building, done, total, startedAt, finishedAt, differences }: RollupState): Rebuild {
  if (building !== null) return { state: 'BUILDING', done, total, startedAt, finishedAt: null, differences: null };
  if (isWanted) return { state: 'WANTED', done: 0, total, startedAt: null, finishedAt: null, differences: null };
  return { state: 'FINISHED', done, total, startedAt, finishedAt, differences };
}
