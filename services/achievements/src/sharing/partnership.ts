import { accepted, type Decision, notFound, refusal, refused } from '@cairn/access';

/** Two tenants that may share definitions, as issuers tells of them. */
export interface Partnership {
  readonly id: string;
  readonly invitingTenant: string;
  readonly invitedTenant: string;
  readonly active: boolean;
}

/** The tenant on the other side, or why nothing can be shared with it. A partnership of others is none. */
export function partnerOf(tenant: string, partnership: Partnership | undefined): Decision<string> {
  const sides = partnership ? [partnership.invitingTenant, partnership.invitedTenant] : [];
  const [partner] = sides.filter((side) => side !== tenant);
  if (!partnership || partner === undefined || !sides.includes(tenant)) return refused(notFound('partnership', 'partnershipId'));
  if (!partnership.active) return refused(refusal('PARTNERSHIP_STATE_INVALID', 'The partnership has ended; nothing is shared under it any more.', 'partnershipId'));
  return accepted(partner);
}
