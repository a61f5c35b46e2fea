import type { TitledAchievement } from '../achievement/achievement.js';
import type { AchievementOrder } from '../schema.types.js';

interface Order {
  readonly column: string;
  readonly cast: 'text' | 'timestamptz';
  readonly direction: 'ASC' | 'DESC';
  readonly beyond: '>' | '<';
  readonly key: (row: TitledAchievement) => string;
}

/** SQL of each order, and the value of its column in a row as a cursor keeps it. The id breaks ties. */
export const catalogueOrders: Readonly<Record<AchievementOrder, Order>> = {
  TITLE_ASC: { column: 'title', cast: 'text', direction: 'ASC', beyond: '>', key: ({ title }) => title },
  CREATED_AT_ASC: {
    column: 'created_at',
    cast: 'timestamptz',
    direction: 'ASC',
    beyond: '>',
    key: ({ createdAt }) => createdAt.toISOString(),
  },
  UPDATED_AT_DESC: {
    column: 'updated_at',
    cast: 'timestamptz',
    direction: 'DESC',
    beyond: '<',
    key: ({ updatedAt }) => updatedAt.toISOString(),
  },
};
