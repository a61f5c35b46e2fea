import type { CallerRecord, RecordQuestion } from './caller-records.js';
import type { TokenHolder } from './tokens/token-holder.js';

const record = 'kind actorId accountId tenantId rights scoped { right kind id } grantsVersion operator origins operationsOnly limitClass';

const byKeyQuery = `query PrincipalByKey($keyHash: String!) { principalByKey(keyHash: $keyHash) { ${record} } }`;
const byClientQuery = `query PrincipalByClient($client: ID!) { principalByClient(client: $client) { ${record} } }`;
const bySubjectQuery = `query PrincipalBySubject($subject: ID!, $tenant: ID) {
  principalBySubject(subject: $subject, tenant: $tenant) { ${record} } }`;
const bySignInQuery = `query PrincipalBySignIn($subject: ID!, $tenant: ID, $grant: String!) {
  signInHolds(grant: $grant) principalBySubject(subject: $subject, tenant: $tenant) { ${record} } }`;
const admitQuery = 'mutation AdmitAccount($input: AdmitAccountInput!) { admitAccount(input: $input) }';

/** Whose key has this hash? */
export const byKey = (keyHash: string): RecordQuestion<CallerRecord | null> => ({
  name: `key ${keyHash}`,
  query: byKeyQuery,
  variables: { keyHash },
  read: ({ principalByKey }) => principalByKey as CallerRecord | null,
});

/** Who is the client that a token was made for? */
export const byClient = (client: string): RecordQuestion<CallerRecord | null> => ({
  name: `client ${client}`,
  query: byClientQuery,
  variables: { client },
  read: ({ principalByClient }) => principalByClient as CallerRecord | null,
});

/** Who is the person, in this tenant? Nobody, when the grant behind the token was withdrawn. */
export const bySubject = (subject: string, tenant: string | null, grant: string | null): RecordQuestion<CallerRecord | null> => ({
  name: `subject ${subject} ${tenant} ${grant}`,
  query: grant === null ? bySubjectQuery : bySignInQuery,
  variables: grant === null ? { subject, tenant } : { subject, tenant, grant },
  read: ({ signInHolds, principalBySubject }) => (signInHolds === false ? null : (principalBySubject as CallerRecord | null)),
});

/** Which account is the person of another issuer? */
export const account = ({ issuer, subject, email, name }: Extract<TokenHolder, { kind: 'STRANGER' }>): RecordQuestion<string> => ({
  name: `stranger ${JSON.stringify([issuer, subject])}`,
  query: admitQuery,
  variables: { input: { issuer, subject, email, name } },
  read: ({ admitAccount }) => admitAccount as string,
});
