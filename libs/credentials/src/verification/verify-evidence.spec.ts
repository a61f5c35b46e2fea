import { buildAchievementCredential } from '../documents/achievement-credential.js';
import { aCredential } from '../documents/sample-credential.fixture.js';
import { didKeyOf } from '../issuers/did-key.js';
import type { IssuerKey } from '../issuers/key-history.js';
import { keyIdOf } from '../issuers/keys.js';
import type { JsonObject } from '../json/json.js';
import { signDocument } from '../proofs/data-integrity.js';
import type { StatusObservation, VerificationEvidence } from './evidence.js';
import type { StepName, VerificationResult } from './verdict.js';
import {
  key,
  signer,
  day,
  created,
  asOf,
  signed,
  historyOf,
  inUse,
  issuerWith,
  fromList,
  fromAward,
  verify,
  finding,
} from './signed-credential.fixture.js';

describe('time', () => {
  it.each([
    ['2026-02-01', 'INVALID NOT_YET_VALID'],
    ['2029-02-28', 'VALID WITHIN_VALIDITY'],
    ['2029-03-02', 'INVALID EXPIRED'],
  ])('as of %s the validity is %s', async (date, expected) => {
    const result = await verify(
      signed,
      { status: [fromAward('revocation')] },
      { asOf: day(date), maxStatusAgeMs: Infinity },
    );
    expect(finding(result, 'validity')).toBe(expected);
    expect(result.verdict).toBe(expected.split(' ')[0]);
  });
});

describe('what is not known', () => {
  const selfAsserted = { issuer: { outcome: 'NOT_OBTAINABLE', detail: 'no answer' } } as const;
  it.each<[string, StepName, string, () => Promise<VerificationResult>]>([
    [
      'an unknown context',
      'context',
      'UNKNOWN CONTEXT_NOT_KNOWN',
      async () => {
        const document = structuredClone(signed) as JsonObject;
        (document['@context'] as string[]).push('https://unknown.example/v1');
        return verify(document);
      },
    ],
    [
      'a schema that is not bundled',
      'schema',
      'UNKNOWN SCHEMA_NOT_BUNDLED',
      async () => {
        const unsigned = buildAchievementCredential(aCredential());
        const schema = { id: 'https://schemas.example/1', type: '1EdTechJsonSchemaValidator2019' };
        return verify(await signDocument({ ...unsigned, credentialSchema: [schema] }, signer, created));
      },
    ],
    [
      'a key that only the signer vouches for',
      'issuerKey',
      'UNKNOWN KEY_NOT_BOUND_TO_ISSUER',
      () => verify(signed, selfAsserted),
    ],
    [
      "an issuer's document that was not obtained",
      'issuerIdentity',
      'UNKNOWN ISSUER_NOT_OBTAINED',
      () => verify(signed, selfAsserted),
    ],
    ['no status at all', 'revocation', 'UNKNOWN STATUS_NOT_OBTAINED', () => verify(signed, { status: [] })],
    [
      'the status of another entry',
      'revocation',
      'UNKNOWN STATUS_NOT_OBTAINED',
      () => verify(signed, { status: [{ ...fromList(false), index: 1 }] }),
    ],
    [
      'a status list that did not answer',
      'revocation',
      'UNKNOWN STATUS_NOT_OBTAINED',
      () =>
        verify(signed, {
          status: [
            {
              source: 'STATUS_LIST',
              purpose: 'revocation',
              listUrl: 'https://registry.example/status/1',
              index: 94567,
              observedAt: asOf,
              outcome: 'NOT_OBTAINABLE',
              detail: 'time-out',
            },
          ],
        }),
    ],
    [
      'a status seen too long ago',
      'revocation',
      'UNKNOWN STATUS_STALE',
      () => verify(signed, { status: [fromList(false, day('2026-05-30'))] }),
    ],
    [
      'a revocation first seen after the day asked for',
      'revocation',
      'UNKNOWN STATUS_HISTORY_NOT_KNOWN',
      () => verify(signed, { status: [fromList(true, day('2026-07-01'))] }),
    ],
    [
      'a status method we do not read',
      'revocation',
      'UNKNOWN STATUS_NOT_SUPPORTED',
      async () => {
        const unsigned = buildAchievementCredential(aCredential({ status: undefined }));
        const list = {
          ...unsigned,
          credentialStatus: { id: 'https://other.example/1', type: '1EdTechCredentialRefresh' },
        };
        return verify(await signDocument(list, signer, created), { status: [] });
      },
    ],
  ])('%s leaves %s %s', async (_what, step, expected, run) => {
    const result = await run();
    expect(finding(result, step)).toBe(expected);
    expect(result.verdict).toBe('UNKNOWN');
  });
});

describe('status', () => {
  it.each<[string, StatusObservation[], string, string]>([
    ['a set bit', [fromList(true)], 'revocation', 'INVALID REVOKED'],
    ['a set bit seen long ago', [fromList(true, day('2026-03-02'))], 'revocation', 'INVALID REVOKED'],
    [
      'a revoked award although the list is still clear',
      [fromList(false), fromAward('revocation', [true, '2026-05-01'])],
      'revocation',
      'INVALID REVOKED',
    ],
    [
      'a set bit although the award is clear',
      [fromList(true), fromAward('revocation')],
      'revocation',
      'INVALID REVOKED',
    ],
    [
      'a list that does not hold',
      [{ ...fromList(false), outcome: 'LIST_INVALID', detail: 'signature wrong' } as StatusObservation],
      'revocation',
      'INVALID STATUS_LIST_INVALID',
    ],
    [
      'an award revoked later',
      [fromList(false), fromAward('revocation', [true, '2026-07-01'])],
      'revocation',
      'VALID STATUS_CLEAR',
    ],
    [
      'a suspended award',
      [fromList(false), fromAward('suspension', [true, '2026-05-01'])],
      'suspension',
      'INVALID SUSPENDED',
    ],
    [
      'an award reinstated',
      [fromList(false), fromAward('suspension', [true, '2026-04-01'], [false, '2026-05-01'])],
      'suspension',
      'VALID STATUS_CLEAR',
    ],
  ])('%s gives %3$s', async (_what, status, step, expected) => {
    const result = await verify(signed, { status });
    expect(finding(result, step as StepName)).toBe(expected);
    expect(result.verdict).toBe(expected.split(' ')[0]);
  });

  it('asked as of a day before the revocation, or as known before we heard of it, is clear', async () => {
    const status = [
      {
        ...fromAward('revocation'),
        changes: [{ value: true, at: day('2026-05-01'), recordedAt: day('2026-05-10') }],
      },
    ] as StatusObservation[];
    expect((await verify(signed, { status }, { asOf: day('2026-04-30') })).verdict).toBe('VALID');
    expect(
      (await verify(signed, { status }, { asOf: day('2026-05-05'), knownAsOf: day('2026-05-06') })).verdict,
    ).toBe('VALID');
    expect((await verify(signed, { status }, { asOf: day('2026-05-05') })).verdict).toBe('INVALID');
  });
});

describe('the key of the issuer', () => {
  it.each<[string, IssuerKey, Partial<VerificationEvidence>, string]>([
    ['retired after signing', historyOf(...inUse, ['RETIRED', '2026-04-01']), {}, 'VALID KEY_ACTIVE'],
    ['retired before signing', historyOf(...inUse, ['RETIRED', '2026-02-01']), {}, 'INVALID KEY_RETIRED'],
    [
      'put to use after signing',
      historyOf(['PRE_PUBLISHED', '2026-01-01'], ['ACTIVE', '2026-04-01']),
      {},
      'INVALID KEY_NOT_YET_ACTIVE',
    ],
    ['never put to use', historyOf(['PRE_PUBLISHED', '2026-01-01']), {}, 'INVALID KEY_NOT_YET_ACTIVE'],
    [
      'compromised before signing',
      historyOf(...inUse, ['COMPROMISED', '2026-02-01']),
      {},
      'INVALID KEY_COMPROMISED',
    ],
    [
      'compromised after signing, on its own word',
      historyOf(...inUse, ['COMPROMISED', '2026-04-01']),
      {},
      'UNKNOWN KEY_COMPROMISED_TIME_UNPROVEN',
    ],
    [
      'compromised after signing, with proof of time',
      historyOf(...inUse, ['COMPROMISED', '2026-04-01']),
      { existedBefore: day('2026-03-05') },
      'VALID KEY_ACTIVE',
    ],
    ['listed for another use', { ...historyOf(), assertionMethod: false }, {}, 'INVALID KEY_RELATION_WRONG'],
    [
      'listed under another controller',
      { ...historyOf(...inUse), controller: 'did:web:other.example' },
      {},
      'INVALID KEY_CONTROLLER_WRONG',
    ],
  ])('%s', async (_what, listed, over, expected) => {
    const result = await verify(signed, { issuer: issuerWith(listed), ...over });
    expect(finding(result, 'issuerKey')).toBe(expected);
    expect(result.verdict).toBe(expected.split(' ')[0]);
  });

  it('put to use in the same second as the signature is in time', async () => {
    const at = new Date('2026-03-01T10:05:00.900Z');
    const listed: IssuerKey = { ...historyOf(), history: [{ state: 'ACTIVE', at, recordedAt: at }] };
    expect((await verify(signed, { issuer: issuerWith(listed) })).verdict).toBe('VALID');
  });

  it('needs no evidence when the issuer is a did:key', async () => {
    const own = didKeyOf(key.publicKeyMultibase);
    const details = aCredential({ issuer: { ...aCredential().issuer, did: own } });
    const document = await signDocument(
      buildAchievementCredential(details),
      { ...signer, verificationMethod: keyIdOf(own, key.publicKeyMultibase) },
      created,
    );
    expect(
      (await verify(document, { issuer: { outcome: 'NOT_OBTAINABLE', detail: 'not asked' } })).verdict,
    ).toBe('VALID');
  });
});
