import { newSigningKey, keyIdOf } from '../issuers/keys.js';
import type { JsonObject } from '../json/json.js';
import { achievementCredentialFaults } from '../schemas/bundled-schemas.js';
import { buildAchievementCredential } from './achievement-credential.js';
import { issueCredential } from './issue-credential.js';
import { aCredential } from './sample-credential.fixture.js';

const created = new Date('2026-03-01T10:05:00Z');
const key = newSigningKey();
const signer = {
  privateKey: key.privateKey,
  verificationMethod: keyIdOf(aCredential().issuer.did, key.publicKeyMultibase),
};

describe('building an achievement credential', () => {
  it('meets the official Open Badges 3.0 schema with every member and with the fewest', () => {
    expect(achievementCredentialFaults(buildAchievementCredential(aCredential()))).toEqual([]);
    const { achievement, issuer } = aCredential();
    const bare = buildAchievementCredential(
      aCredential({
        issuer: { did: issuer.did, name: issuer.name, url: issuer.url },
        achievement: {
          ...achievement,
          tags: [],
          alignments: [],
          imageUrl: undefined,
          criteriaUrl: undefined,
          creditsAvailable: undefined,
        },
        validUntil: undefined,
        results: undefined,
        creditsEarned: undefined,
        status: undefined,
      }),
    );
    expect(achievementCredentialFaults(bare)).toEqual([]);
    expect(JSON.stringify(bare)).not.toContain('null');
    expect(bare).not.toHaveProperty('credentialStatus');
  });

  it('writes dates as UTC whole seconds and what may repeat as arrays', () => {
    const document = buildAchievementCredential(aCredential());
    expect(document).toMatchObject({
      validFrom: '2026-03-01T10:00:00Z',
      awardedDate: '2026-02-27T09:30:00Z',
      credentialStatus: {
        type: 'BitstringStatusListEntry',
        statusListIndex: '94567',
        statusPurpose: 'revocation',
      },
      credentialSubject: {
        type: ['AchievementSubject'],
        result: [{ type: ['Result'], value: '87' }],
        creditsEarned: 2.5,
      },
    });
    expect(Array.isArray(document['credentialSchema'])).toBe(true);
  });

  it('gives the same bytes for the same award', () => {
    expect(JSON.stringify(buildAchievementCredential(aCredential()))).toBe(
      JSON.stringify(buildAchievementCredential(aCredential())),
    );
  });
});

describe('issuing it', () => {
  const refused: [string, string, (document: JsonObject) => JsonObject][] = [
    ['without an id', 'SCHEMA_NOT_MET', ({ id: _id, ...rest }) => rest],
    [
      'with an unknown achievement type',
      'SCHEMA_NOT_MET',
      (document) => {
        const copy = structuredClone(document) as {
          credentialSubject: { achievement: JsonObject };
        } & JsonObject;
        copy.credentialSubject.achievement['achievementType'] = 'Trophy';
        return copy;
      },
    ],
    [
      'that ends before it begins',
      'VALIDITY_EMPTY',
      (document) => ({ ...document, validUntil: '2026-01-01T00:00:00Z' }),
    ],
    [
      'of another issuer',
      'ISSUER_NOT_KEY_OWNER',
      (document) => ({ ...document, issuer: { id: 'did:web:other.example', type: ['Profile'] } }),
    ],
  ];
  it.each(refused)('refuses a credential %s (%s)', async (_what, code, change) => {
    const issuance = await issueCredential(
      change(buildAchievementCredential(aCredential())),
      signer,
      created,
    );
    expect(issuance).toMatchObject({ ok: false, code });
  });

  it('adds one proof in an array and leaves the input alone', async () => {
    const unsigned = buildAchievementCredential(aCredential());
    const before = JSON.stringify(unsigned);
    const issuance = await issueCredential(unsigned, signer, created);
    expect(issuance).toMatchObject({
      ok: true,
      document: {
        proof: [
          {
            type: 'DataIntegrityProof',
            cryptosuite: 'eddsa-rdfc-2022',
            created: '2026-03-01T10:05:00Z',
            proofPurpose: 'assertionMethod',
          },
        ],
      },
    });
    expect(JSON.stringify(unsigned)).toBe(before);
    if (issuance.ok) expect(achievementCredentialFaults(issuance.document)).toEqual([]);
  });
});
