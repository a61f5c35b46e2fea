import type { RequestStatement } from '@cairn/access';

/** The one service that holds what people have proven to be against what credentials say. */
const asksForProven = 'verification';

/** What a service is told of a request: addresses and keys that the person has proven go to the one that compares them, and to no other. */
export const discreet = (service: string, statement: RequestStatement): RequestStatement =>
  service === asksForProven || statement.principal.proven.length === 0
    ? statement
    : { ...statement, principal: { ...statement.principal, proven: [] } };
