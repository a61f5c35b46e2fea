import type { TypedDocument } from '../document.js';
import type { AchievementsQuery, AchievementsQueryVariables, PathwaysQuery, PathwaysQueryVariables } from './schema.types.js';

/** Published achievements, found by words or by filters, page by page. */
export const searchAchievements: TypedDocument<AchievementsQuery, AchievementsQueryVariables> = /* GraphQL */ `
  query Achievements($first: Int!, $after: Cursor, $filter: AchievementFilter) {
    achievements(first: $first, after: $after, filter: $filter) {
      nodes { id version code title issuer { id name } currentVersion { id number assessed } }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

export const searchPathways: TypedDocument<PathwaysQuery, PathwaysQueryVariables> = /* GraphQL */ `
  query Pathways($first: Int!, $after: Cursor, $filter: PathwayFilter) {
    pathways(first: $first, after: $after, filter: $filter) {
      nodes { id version code title issuer { id name } currentVersion { id number } }
      pageInfo { hasNextPage endCursor }
    }
  }
`;
