import type { TitledAchievement } from '../achievement/achievement.js';
import type { AchievementOrder } from '../schema.types.js';

/** An achievement as the catalogue found it, with what pages are ordered by. */
export interface FoundAchievement extends TitledAchievement {
  /** Minutes, or the number that stands for an effort that is not stated. */
  readonly effort: number;
  /** 1 when its title has the words that were asked for, or none were; else 2. */
  readonly tier: number;
}

interface Order {
  readonly column: string;
  readonly cast: 'text' | 'timestamptz' | 'int';
  readonly direction: 'ASC' | 'DESC';
  readonly beyond: '>' | '<';
  readonly key: (row: FoundAchievement) => string;
}

const ascending = { direction: 'ASC', beyond: '>' } as const;
const descending = { direction: 'DESC', beyond: '<' } as const;
const byTitle: Order = { column: 'title', cast: 'text', ...ascending, key: ({ title }) => title };
const created = { column: 'created_at', cast: 'timestamptz', key: ({ createdAt }: FoundAchievement) => createdAt.toISOString() } as const;

/** SQL of each order, and the value of its column in a row as a cursor keeps it. The id breaks ties. */
export const catalogueOrders: Readonly<Record<AchievementOrder, Order>> = {
  TITLE_ASC: byTitle,
  CREATED_AT_ASC: { ...created, ...ascending },
  CREATED_AT_DESC: { ...created, ...descending },
  UPDATED_AT_DESC: { column: 'updated_at', cast: 'timestamptz', ...descending, key: ({ updatedAt }) => updatedAt.toISOString() },
  EFFORT_ASC: { column: 'effort', cast: 'int', ...ascending, key: ({ effort }) => String(effort) },
  // By title within each tier; see CatalogueStore.
  RELEVANCE: byTitle,
};

/** Where a row stands, as a cursor keeps it: the value of the order's column, the id, and the tier. */
export type PlaceKeys = readonly [value: string, id: string, tier: number];

export const placeOf = (order: AchievementOrder, row: FoundAchievement): PlaceKeys => [catalogueOrders[order].key(row), row.id, row.tier];
