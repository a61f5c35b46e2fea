import { newSigningKey, verificationMethodOf } from '../issuers/keys.js';
import { signerOf } from '../issuers/signer.js';
import type { JsonObject } from '../json/json.js';
import { signDocument } from '../proofs/data-integrity.js';
import { addJcsProof } from '../proofs/eddsa-jcs.js';
import {
  created,
  did,
  finding,
  historyOf,
  inUse,
  issuerWith,
  key,
  keyId,
  signed,
  signer,
  verify,
} from './signed-credential.fixture.js';

const both = (await addJcsProof(signed, signerOf(key, keyId), created)) as JsonObject & {
  proof: JsonObject[];
};
const curve = newSigningKey('ES256');
const curveKey = {
  id: verificationMethodOf(did, curve),
  controller: did,
  publicKeyJwk: curve.publicKeyJwk,
  history: historyOf(...inUse).history,
};

describe('proofs of several suites in one document', () => {
  it('are each good, together and alone', async () => {
    expect((await verify(both)).verdict).toBe('VALID');
    for (const proof of both.proof) expect((await verify({ ...both, proof: [proof] })).verdict).toBe('VALID');
  });

  it.each<[string, (rdfc: JsonObject, jcs: JsonObject) => JsonObject[], string]>([
    [
      'a changed second proof',
      (rdfc, jcs) => [rdfc, { ...jcs, created: '2026-03-02T00:00:00Z' }],
      'INVALID SIGNATURE_WRONG',
    ],
    [
      'a proof under the name of the other suite',
      (rdfc, jcs) => [rdfc, { ...jcs, cryptosuite: 'eddsa-rdfc-2022' }],
      'INVALID SIGNATURE_WRONG',
    ],
    [
      'an Ed25519 proof under the suite of another curve',
      (rdfc) => [{ ...rdfc, cryptosuite: 'ecdsa-rdfc-2019' }],
      'INVALID SIGNATURE_WRONG',
    ],
    [
      'a proof that names a key of another curve',
      (rdfc) => [{ ...rdfc, verificationMethod: curveKey.id }],
      'INVALID SIGNATURE_WRONG',
    ],
    [
      'an end before its beginning',
      (rdfc, jcs) => [rdfc, { ...jcs, expires: '2026-01-01T00:00:00Z' }],
      'INVALID PROOF_DATE_WRONG',
    ],
    [
      'an end that has come',
      (rdfc, jcs) => [rdfc, { ...jcs, expires: '2026-04-01T00:00:00Z' }],
      'INVALID PROOF_EXPIRED',
    ],
    [
      'a purpose that is another',
      (rdfc, jcs) => [rdfc, { ...jcs, proofPurpose: 'authentication' }],
      'INVALID PROOF_PURPOSE_WRONG',
    ],
    [
      'a proof of an unknown suite beside',
      (rdfc) => [rdfc, { type: 'DataIntegrityProof', cryptosuite: 'future-2030', proofValue: 'z1' }],
      'VALID PROOF_GOOD',
    ],
    ['a proof that is no object', (rdfc) => [rdfc, 'z1' as never], 'INVALID PROOF_MALFORMED'],
  ])('with %s give %3$s', async (_what, change, expected) => {
    const [rdfc, jcs] = both.proof as [JsonObject, JsonObject];
    const result = await verify(
      { ...both, proof: change(rdfc, jcs) },
      { issuer: issuerWith(historyOf(...inUse), curveKey) },
    );
    expect(finding(result, 'proof')).toBe(expected);
    expect(result.verdict).toBe(expected.split(' ')[0]);
  });
});

describe('a chain of proofs', () => {
  const chained = async () => {
    const [first] = (signed as unknown as { proof: JsonObject[] }).proof;
    const { proof: _, ...unsecured } = signed;
    const earlier = { ...first, id: 'urn:uuid:first' };
    const resigned = await signDocument(unsecured, signer, created);
    return { unsecured, earlier, resigned };
  };
  it('with a proof that claims to build on another, and was made without it, is INVALID', async () => {
    const { unsecured, resigned, earlier } = await chained();
    const later = { ...(resigned.proof[0] as JsonObject), previousProof: 'urn:uuid:first' };
    expect(finding(await verify({ ...unsecured, proof: [earlier, later] }), 'proof')).toBe(
      'INVALID SIGNATURE_WRONG',
    );
    expect(finding(await verify({ ...unsecured, proof: [later] }), 'proof')).toBe(
      'INVALID PREVIOUS_PROOF_MISSING',
    );
  });
});
