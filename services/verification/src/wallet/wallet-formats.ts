import { OPEN_BADGE_VCT, proofAlgorithms } from '@cairn/credentials';
import type { FurtherForm } from '../further-document/document-signer.js';

/** A format in which a wallet can fetch a credential (OID4VCI 1.0, appendix A). */
export interface WalletFormat {
  readonly form: FurtherForm;
  /** Its entry in `credential_configurations_supported`. */
  readonly configuration: Readonly<Record<string, unknown>>;
}

const types = ['VerifiableCredential', 'OpenBadgeCredential'];
const context = ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json', 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json'];

const common = {
  scope: 'OpenBadgeCredential',
  cryptographic_binding_methods_supported: ['did:key', 'did:jwk', 'jwk'],
  proof_types_supported: { jwt: { proof_signing_alg_values_supported: proofAlgorithms } },
  credential_metadata: { display: [{ name: 'Open Badge', locale: 'en' }] },
};

/** By the ids under which the metadata lists them. */
export const walletFormats: Readonly<Record<string, WalletFormat>> = {
  OpenBadgeCredential_ldp_vc: {
    form: 'LD',
    configuration: { ...common, format: 'ldp_vc', credential_signing_alg_values_supported: ['eddsa-rdfc-2022'], credential_definition: { '@context': context, type: types } },
  },
  OpenBadgeCredential_jwt_vc_json: {
    form: 'JWT',
    configuration: { ...common, format: 'jwt_vc_json', credential_signing_alg_values_supported: ['ES256'], credential_definition: { type: types } },
  },
  'OpenBadgeCredential_dc+sd-jwt': {
    form: 'SD_JWT',
    configuration: { ...common, format: 'dc+sd-jwt', credential_signing_alg_values_supported: ['ES256'], vct: OPEN_BADGE_VCT },
  },
};
