import { CREDENTIALS_V2, OPEN_BADGES_3, OPEN_BADGES_EXTENSIONS } from '../contexts/bundled-contexts.js';
import type { JsonObject } from '../json/json.js';
import { wholeSeconds } from '../proofs/data-integrity.js';
import { statusEntryOf, type StatusReference } from '../status/status-entry.js';
import { profileOf } from './achievement-credential.js';
import type { IssuerProfile } from './credential-details.js';

export const ENDORSEMENT_CREDENTIAL_SCHEMA =
  'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_endorsementcredential_schema.json';

/** All that an endorsement says. Instants are written as UTC whole seconds. */
export interface EndorsementDetails {
  /** Public https address of the endorsement. */
  credentialId: string;
  /** Who endorses, and signs. */
  endorser: IssuerProfile;
  /** Id of what is endorsed, as its own document has it: an issuer's DID, the address of an achievement version or of an award. */
  subjectId: string;
  /** What the endorser says of it. */
  comment: string;
  validFrom: Date;
  status: StatusReference;
}

/** The unsigned Open Badges 3.0 EndorsementCredential: a pure function of its input. */
export function buildEndorsementCredential(details: EndorsementDetails): JsonObject {
  return {
    '@context': [CREDENTIALS_V2, OPEN_BADGES_3, OPEN_BADGES_EXTENSIONS],
    id: details.credentialId,
    type: ['VerifiableCredential', 'EndorsementCredential'],
    name: `Endorsement by ${details.endorser.name}`,
    issuer: profileOf(details.endorser),
    validFrom: wholeSeconds(details.validFrom),
    credentialSubject: {
      id: details.subjectId,
      type: ['EndorsementSubject'],
      endorsementComment: details.comment,
    },
    credentialStatus: statusEntryOf(details.status),
    credentialSchema: [{ id: ENDORSEMENT_CREDENTIAL_SCHEMA, type: '1EdTechJsonSchemaValidator2019' }],
  };
}
