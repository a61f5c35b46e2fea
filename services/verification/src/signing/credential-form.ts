import type { KeyAlgorithm } from '@cairn/credentials';

/**
 * The forms in which a credential is signed, each at most once. All say the same under the same id and place in the status list.
 * OB3_LD: JSON-LD with an eddsa-rdfc-2022 proof. OB3_JWT: compact JWS as Open Badges 3.0 wants it. VC_JOSE: `vc+jwt`. SD_JWT:
 * selective disclosure. ECDSA_SD: JSON-LD with an ecdsa-sd-2023 base proof, from which its holder derives.
 */
export const credentialForms = ['OB3_LD', 'OB3_JWT', 'VC_JOSE', 'SD_JWT', 'ECDSA_SD'] as const;

export type CredentialForm = (typeof credentialForms)[number];

/** Forms that are compact text; the others are JSON documents. */
const compact: ReadonlySet<CredentialForm> = new Set(['OB3_JWT', 'VC_JOSE', 'SD_JWT']);

export const isCompact = (form: CredentialForm): boolean => compact.has(form);

/** What a form is signed with. @param jwt what the issuer wants for JWTs; Open Badges wants RS256 or ES256 */
export function algorithmOf(form: CredentialForm, jwt: KeyAlgorithm = 'ES256'): KeyAlgorithm {
  if (form === 'OB3_LD') return 'EdDSA';
  return form === 'OB3_JWT' || form === 'VC_JOSE' ? jwt : 'ES256';
}
