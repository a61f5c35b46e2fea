import type { TypedDocument } from '../document.js';
import type { EnrolEarnerMutation, EnrolEarnerMutationVariables, EnrolmentQuery, EnrolmentQueryVariables } from './schema.types.js';

export const enrolEarner: TypedDocument<EnrolEarnerMutation, EnrolEarnerMutationVariables> = /* GraphQL */ `
  mutation EnrolEarner($input: EnrolEarnerInput!) {
    enrolEarner(input: $input) {
      enrolment { id version state enrolledOn }
      position
      userErrors { code field message }
    }
  }
`;

/** How far somebody is on a pathway, and what brings him on. */
export const readEnrolment: TypedDocument<EnrolmentQuery, EnrolmentQueryVariables> = /* GraphQL */ `
  query Enrolment($id: ID!) {
    enrolment(id: $id) {
      id version state enrolledOn
      progress { state satisfied total complete completedOn governingVersion exact evaluatedAt }
      nextSteps(first: 5) { node reason completesPathway achievements { id title } }
    }
  }
`;
