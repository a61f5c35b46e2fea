import type { CallerRecord, RecordQuestion } from './caller-records.js';
import type { TokenHolder } from './tokens/token-holder.js';

const record = 'kind actorId accountId tenantId rights scoped { right kind id } grantsVersion operator origins operationsOnly limitClass proven';

const byKeyQuery = `query PrincipalByKey($keyHash: String!) { principalByKey(keyHash: $keyHash) { ${record} } }`;
const byClientQuery = `query PrincipalByClient($client: ID!) { principalByClient(client: $client) { ${record} } }`;
const bySubjectQuery = `query PrincipalBySubject($subject: ID!, $tenant: ID) {
  principalBySubject(subject: $subject, tenant: $tenant) { ${record} } }`;
const bySignInQuery = `query PrincipalBySignIn($subject: ID!, $tenant: ID, $grant: String!, $frontEnd: String!) {
  signInHolds(grant: $grant) frontEndOrigins(frontEnd: $frontEnd)
  principalBySubject(subject: $subject, tenant: $tenant) { ${record} } }`;
const originQuery = 'query OriginIsKnown($origin: String!) { originIsKnown(origin: $origin) }';
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

/** Who is the account, in this tenant? */
export const bySubject = (subject: string, tenant: string | null): RecordQuestion<CallerRecord | null> => ({
  name: `subject ${subject} ${tenant}`,
  query: bySubjectQuery,
  variables: { subject, tenant },
  read: ({ principalBySubject }) => principalBySubject as CallerRecord | null,
});

/** Who is the person that signed in through a front end? Nobody, when that sign-in was withdrawn. His pages are the front end's. */
export const bySignIn = ({ subject, grant, frontEnd }: Extract<TokenHolder, { kind: 'PERSON' }>, tenant: string | null): RecordQuestion<CallerRecord | null> => ({
  name: `sign-in ${subject} ${tenant} ${grant} ${frontEnd}`,
  query: bySignInQuery,
  variables: { subject, tenant, grant, frontEnd },
  read({ signInHolds, frontEndOrigins, principalBySubject }) {
    const found = principalBySubject as CallerRecord | null;
    return signInHolds === true && found ? { ...found, origins: frontEndOrigins as readonly string[] } : null;
  },
});

/** Did any client register this web origin? */
export const originIsKnown = (origin: string): RecordQuestion<boolean> => ({
  name: `origin ${origin}`,
  query: originQuery,
  variables: { origin },
  read: ({ originIsKnown: isKnown }) => isKnown === true,
});

/** Which account is the person of another issuer? */
export const account = ({ issuer, subject, email, name }: Extract<TokenHolder, { kind: 'STRANGER' }>): RecordQuestion<string> => ({
  name: `stranger ${JSON.stringify([issuer, subject])}`,
  query: admitQuery,
  variables: { input: { issuer, subject, email, name } },
  read: ({ admitAccount }) => admitAccount as string,
});
