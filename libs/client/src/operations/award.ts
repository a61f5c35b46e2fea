import type { TypedDocument } from '../document.js';
import type {
  AwardQuery, AwardQueryVariables, AwardsQuery, AwardsQueryVariables, IssueAwardMutation, IssueAwardMutationVariables, ReplaceAwardMutation,
  ReplaceAwardMutationVariables, RevokeAwardMutation, RevokeAwardMutationVariables,
} from './schema.types.js';

/** Awards an achievement; the earner is named by `earnerId` or by an identifier such as an e-mail address. */
export const issueAward: TypedDocument<IssueAwardMutation, IssueAwardMutationVariables> = /* GraphQL */ `
  mutation IssueAward($input: IssueAwardInput!) {
    issueAward(input: $input) {
      award { id version state awardedOn validUntil earner { id } }
      position
      userErrors { code field message }
    }
  }
`;

/** Puts a corrected award in the place of one. */
export const replaceAward: TypedDocument<ReplaceAwardMutation, ReplaceAwardMutationVariables> = /* GraphQL */ `
  mutation ReplaceAward($input: ReplaceAwardInput!) {
    replaceAward(input: $input) {
      award { id version state awardedOn validUntil }
      position
      userErrors { code field message }
    }
  }
`;

export const revokeAward: TypedDocument<RevokeAwardMutation, RevokeAwardMutationVariables> = /* GraphQL */ `
  mutation RevokeAward($input: RevokeAwardInput!) {
    revokeAward(input: $input) {
      award { id version state }
      position
      userErrors { code field message }
    }
  }
`;

/** One award with its credential: the signed document, its address and its status. */
export const readAward: TypedDocument<AwardQuery, AwardQueryVariables> = /* GraphQL */ `
  query Award($id: ID!) {
    award(id: $id) {
      id version state awardedOn validUntil partnerReference
      snapshot { achievementName issuerName basis level imageUrl }
      credential { id state url document status { revoked } }
    }
  }
`;

/** Awards that the caller may see, page by page: read them by everyNode. */
export const listAwards: TypedDocument<AwardsQuery, AwardsQueryVariables> = /* GraphQL */ `
  query Awards($first: Int!, $after: Cursor, $filter: AwardFilter, $orderBy: AwardOrder) {
    awards(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id version state awardedOn validUntil partnerReference updatedAt snapshot { achievementName issuerName basis } earner { id } }
      pageInfo { hasNextPage endCursor }
    }
  }
`;
