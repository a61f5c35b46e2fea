import { transactionCodeLength } from './wallet-offer.js';
import { walletFormats } from './wallet-formats.js';

/** Identifier of the credential issuer and of its authorisation server: a path, so that the sign-in has the bare host. */
export const walletIssuer = (publicUrl: string): string => `${publicUrl}/wallet`;

export const preAuthorisedGrant = 'urn:ietf:params:oauth:grant-type:pre-authorized_code';

/** OID4VCI 1.0, 12.2. */
export const issuerMetadata = (publicUrl: string) => ({
  credential_issuer: walletIssuer(publicUrl),
  credential_endpoint: `${walletIssuer(publicUrl)}/credential`,
  nonce_endpoint: `${walletIssuer(publicUrl)}/nonce`,
  display: [{ name: 'Cairn registry', locale: 'en' }],
  credential_configurations_supported: Object.fromEntries(Object.entries(walletFormats).map(([id, { configuration }]) => [id, configuration])),
});

/** RFC 8414, with the one grant that is given here. */
export const authorisationMetadata = (publicUrl: string) => ({
  issuer: walletIssuer(publicUrl),
  token_endpoint: `${walletIssuer(publicUrl)}/token`,
  response_types_supported: ['token'],
  grant_types_supported: [preAuthorisedGrant],
  token_endpoint_auth_methods_supported: ['none'],
  'pre-authorized_grant_anonymous_access_supported': true,
});

/** OID4VCI 1.0, 4.1: the offer by value, as a link that opens a wallet. */
export function offerUri(publicUrl: string, code: string): string {
  const offer = {
    credential_issuer: walletIssuer(publicUrl),
    credential_configuration_ids: Object.keys(walletFormats),
    grants: {
      [preAuthorisedGrant]: {
        'pre-authorized_code': code,
        tx_code: { input_mode: 'numeric', length: transactionCodeLength, description: 'The code that you were given beside this offer.' },
      },
    },
  };
  return `openid-credential-offer://?credential_offer=${encodeURIComponent(JSON.stringify(offer))}`;
}
