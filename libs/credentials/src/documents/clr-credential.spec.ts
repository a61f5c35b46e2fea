import { bundledDocumentLoader } from '../contexts/document-loader.js';
import { keyIdOf, newSigningKey } from '../issuers/keys.js';
import type { JsonObject } from '../json/json.js';
import { checkSignature, signDocument } from '../proofs/data-integrity.js';
import { buildAchievementCredential } from './achievement-credential.js';
import { buildClrCredential } from './clr-credential.js';
import { aCredential } from './sample-credential.fixture.js';

const { issuer } = aCredential();
const key = newSigningKey();
const signer = { privateKey: key.privateKey, verificationMethod: keyIdOf(issuer.did, key.publicKeyMultibase) };
const at = new Date('2026-06-01T10:00:00Z');

const signedAward = async (number: number) =>
  signDocument(
    buildAchievementCredential(aCredential({ credentialId: `https://registry.example/c/awd_${number}`, results: [{ value: String(80 + number) }] })),
    signer,
    at,
  );

const aRecord = (credentials: readonly JsonObject[]) =>
  buildClrCredential({
    credentialId: 'https://registry.example/r/rcd_1',
    issuer,
    name: 'Record of Harbour University',
    subjectId: 'urn:uuid:0b8f6f53-6f0e-4a52-9d6b-2b1ed13f6f01',
    validFrom: at,
    credentials,
    achievements: [
      { id: 'https://registry.example/p/pav_1', name: 'Data steward', description: 'A pathway.', criteriaNarrative: 'Complete every part.', achievementType: 'LearningProgram' },
    ],
    associations: [{ type: 'isPartOf', sourceId: 'https://registry.example/c/awd_1', targetId: 'https://registry.example/p/pav_1' }],
    status: { listUrl: 'https://registry.example/status/1', index: 7, purpose: 'revocation' },
  });

describe('a comprehensive learner record', () => {
  it('can be signed, and what is nested in it still verifies by its own proof', async () => {
    const nested = [await signedAward(1), await signedAward(2)];
    const signed = await signDocument(aRecord(nested), signer, at);
    const { proof, ...unsecured } = JSON.parse(JSON.stringify(signed)) as typeof signed;
    expect(await checkSignature(unsecured, proof[0], key.publicKeyMultibase, bundledDocumentLoader)).toEqual({ outcome: 'GOOD' });
    const inside = (unsecured['credentialSubject'] as { verifiableCredential: JsonObject[] }).verifiableCredential;
    expect(inside.map((one) => JSON.stringify(one))).toEqual(nested.map((one) => JSON.stringify(one)));
    for (const { proof: own, ...body } of inside) {
      expect(await checkSignature(body, (own as JsonObject[])[0] as JsonObject, key.publicKeyMultibase, bundledDocumentLoader)).toEqual({ outcome: 'GOOD' });
    }
  });

  it('is told apart from one whose nested credential was changed', async () => {
    const signed = await signDocument(aRecord([await signedAward(1)]), signer, at);
    const { proof, ...unsecured } = JSON.parse(JSON.stringify(signed).replace('"81"', '"99"')) as typeof signed;
    expect((await checkSignature(unsecured, proof[0], key.publicKeyMultibase, bundledDocumentLoader)).outcome).toBe('BAD');
  });

  it('puts the context of CLR between the data model and Open Badges, as 1EdTech’s sample has it', () => {
    expect(aRecord([])['@context']).toEqual([
      'https://www.w3.org/ns/credentials/v2',
      'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
      'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
    ]);
  });
});
