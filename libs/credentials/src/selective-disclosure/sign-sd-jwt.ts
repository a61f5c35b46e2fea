import { createHash, randomBytes } from 'node:crypto';
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc';
import type { PublicJwk } from '../issuers/jwk.js';
import type { Signer } from '../issuers/signer.js';
import { idOf, isObject, type JsonObject } from '../json/json.js';
import { DocumentNotTokenisable } from '../jose/sign-jwt.js';

/** The type (`vct`) of an Open Badge as SD-JWT VC. */
export const OPEN_BADGE_VCT = 'https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential';

/** What the earner may keep to himself: everything about him that a credential can do without. */
const WITHHOLDABLE = [
  'identifier',
  'result',
  'evidence',
  'narrative',
  'creditsEarned',
  'activityStartDate',
  'activityEndDate',
  'term',
  'role',
  'licenseNumber',
  'image',
];

export interface SdJwtOptions {
  /** Members of credentialSubject that can be withheld; default: all that may. */
  withholdable?: readonly string[];
  /** The holder's key (`cnf`), with which he proves that he presents it himself. */
  holderKey?: PublicJwk;
  vct?: string;
}

/**
 * The credential as SD-JWT VC (`typ` dc+sd-jwt): all its members and contexts, the claims iss, nbf, exp, vct and cnf, and each
 * withholdable member of the subject as a disclosure with 128 bits of salt. Whoever withholds one leaves a sound credential.
 * Throws DocumentNotTokenisable where issuer or dates are missing.
 */
export async function signSdJwt(
  document: JsonObject,
  signer: Signer,
  options: SdJwtOptions = {},
): Promise<string> {
  const { proof: _proof, ...claims } = document;
  const { credentialSubject: subject } = claims;
  const iss = idOf(claims['issuer']);
  if (iss === undefined) throw new DocumentNotTokenisable('issuer has no id');
  const { withholdable = WITHHOLDABLE, holderKey, vct = OPEN_BADGE_VCT } = options;
  const withheld = isObject(subject) ? withholdable.filter((member) => subject[member] !== undefined) : [];
  const payload = {
    ...claims,
    iss,
    vct,
    nbf: secondsOf('validFrom', claims),
    ...(claims['validUntil'] === undefined ? {} : { exp: secondsOf('validUntil', claims) }),
    ...(holderKey ? { cnf: { jwk: holderKey } } : {}),
  };
  const frame = withheld.length ? { credentialSubject: { _sd: withheld } } : undefined;
  return issuing(signer).issue(payload, frame as never, { header: { kid: signer.verificationMethod } });
}

function issuing(signer: Signer): SDJwtVcInstance {
  return new SDJwtVcInstance({
    signer: async (data) => Buffer.from(await signer.sign(Buffer.from(data, 'ascii'))).toString('base64url'),
    signAlg: signer.algorithm,
    hasher: (data) =>
      createHash('sha256')
        .update(typeof data === 'string' ? data : Buffer.from(data))
        .digest(),
    hashAlg: 'sha-256',
    saltGenerator: () => randomBytes(16).toString('base64url'),
  });
}

function secondsOf(member: string, { [member]: value }: JsonObject): number {
  const milliseconds = typeof value === 'string' ? Date.parse(value) : NaN;
  if (Number.isNaN(milliseconds)) throw new DocumentNotTokenisable(`${member} is no date`);
  return Math.floor(milliseconds / 1000);
}
