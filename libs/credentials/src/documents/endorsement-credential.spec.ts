import { bundledDocumentLoader } from '../contexts/document-loader.js';
import { newSigningKey, keyIdOf } from '../issuers/keys.js';
import { checkSignature, signDocument } from '../proofs/data-integrity.js';
import { achievementCredentialFaults, endorsementCredentialFaults } from '../schemas/bundled-schemas.js';
import { buildAchievementCredential } from './achievement-credential.js';
import { buildEndorsementCredential } from './endorsement-credential.js';
import { embedEndorsements, endorsementDepth } from './endorsement-embedding.js';
import { aCredential } from './sample-credential.fixture.js';

const endorser = { did: 'did:web:registry.example:i:guild', name: 'Boat Builders Guild', url: 'https://guild.example' };

const anEndorsement = (number = 1) =>
  buildEndorsementCredential({
    credentialId: `https://registry.example/e/end_${number}`,
    endorser,
    subjectId: 'did:web:registry.example:i:harbour',
    comment: 'Their graduates build boats that float.',
    validFrom: new Date('2026-05-01T08:00:00.123Z'),
    status: { listUrl: 'https://registry.example/status/1', index: number, purpose: 'revocation' },
  });

describe('an endorsement', () => {
  it('meets the schema of 1EdTech, and is refused by it without a comment’s subject or with a wrong type', () => {
    expect(endorsementCredentialFaults(anEndorsement())).toEqual([]);
    const { credentialSubject: _, ...without } = anEndorsement();
    expect(endorsementCredentialFaults(without)).not.toEqual([]);
    expect(endorsementCredentialFaults({ ...anEndorsement(), type: ['VerifiableCredential', 'OpenBadgeCredential'] })).not.toEqual([]);
  });

  it('has a canonical form in safe mode, so that it can be signed', async () => {
    const key = newSigningKey();
    const signed = await signDocument(anEndorsement(), { privateKey: key.privateKey, verificationMethod: keyIdOf(endorser.did, key.publicKeyMultibase) }, new Date());
    const { proof, ...unsecured } = signed;
    expect(await checkSignature(unsecured, proof[0], key.publicKeyMultibase, bundledDocumentLoader)).toEqual({ outcome: 'GOOD' });
    expect(endorsementCredentialFaults(signed)).toEqual([]);
  });
});

describe('embedding endorsements', () => {
  const unsigned = buildAchievementCredential(aCredential());
  const many = (count: number) => Array.from({ length: count }, (_, at) => anEndorsement(at));
  const within = (depth: number): ReturnType<typeof anEndorsement> =>
    depth === 1 ? anEndorsement() : { ...anEndorsement(), issuer: { ...(anEndorsement()['issuer'] as object), endorsement: [within(depth - 1)] } };

  it('puts each beside what it is about, five in all, and keeps to the schema', () => {
    const embedded = embedEndorsements(unsigned, { award: many(2), achievement: many(2), issuer: many(2) }) as unknown as {
      endorsement: unknown[];
      issuer: { endorsement: unknown[] };
      credentialSubject: { achievement: { endorsement: unknown[] } };
    };
    expect(embedded.endorsement).toHaveLength(2);
    expect(embedded.credentialSubject.achievement.endorsement).toHaveLength(2);
    expect(embedded.issuer.endorsement).toHaveLength(1);
    expect(achievementCredentialFaults(embedded as never)).toEqual([]);
  });

  it('leaves a document without endorsements as it is', () => {
    expect(embedEndorsements(unsigned, {})).toEqual(unsigned);
  });

  it('leaves out what nests more than three deep', () => {
    expect([1, 2, 3, 4].map((depth) => endorsementDepth({ endorsement: [within(depth)] }))).toEqual([1, 2, 3, 4]);
    expect(embedEndorsements(unsigned, { award: [within(3)] })['endorsement']).toHaveLength(1);
    expect(embedEndorsements(unsigned, { award: [within(4)] })['endorsement']).toBeUndefined();
  });
});
