import type { TypedDocument } from '../document.js';
import type { VerifyCredentialQuery, VerifyCredentialQueryVariables } from './schema.types.js';

/** Whether a credential holds, ours or anybody's, by its document, compact text, file or address. UNKNOWN is not INVALID. */
export const verifyCredential: TypedDocument<VerifyCredentialQuery, VerifyCredentialQueryVariables> = /* GraphQL */ `
  query VerifyCredential($input: VerifyCredentialInput!) {
    verifyCredential(input: $input) { verdict ours asOf statusAsOf steps { step outcome code message } }
  }
`;
