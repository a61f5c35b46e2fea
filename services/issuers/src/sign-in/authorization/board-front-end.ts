import type { AdapterPayload } from 'oidc-provider';
import { registeredForMember } from './registered-for.js';

/** The board of figures, which the gateway serves (gateway/src/board). It is a front end of the registry itself, so that nobody has to register it. */
export const boardFrontEnd = 'cairn_board';

/** What oidc-provider keeps of it: a public client, bound to one address by PKCE. */
export const boardMetadata = (publicUrl: string): AdapterPayload =>
  ({
    client_id: boardFrontEnd,
    client_name: 'Stacking analytics',
    redirect_uris: [`${publicUrl}/analytics/signed-in`],
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code'],
    response_types: ['code'],
    scope: 'openid analyse award',
    // Nobody's, but known: the page that asks for consent warns of those that registered themselves.
    [registeredForMember]: 'the registry',
  }) as AdapterPayload;
