/** Where the tenant stands in what oidc-provider keeps of a client. */
export const registeredForMember = 'cairn_registered_for';
