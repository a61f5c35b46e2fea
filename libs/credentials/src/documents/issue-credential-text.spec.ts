import fc from 'fast-check';
import { keyIdOf, newSigningKey } from '../issuers/keys.js';
import { buildAchievementCredential } from './achievement-credential.js';
import { achievementCredentialFaults } from '../schemas/bundled-schemas.js';
import type { CredentialDetails } from './credential-details.js';
import { CredentialTemplate } from './credential-template.js';
import { issueCredential } from './issue-credential.js';
import { CredentialTexts } from './issue-credential-text.js';
import { aCredential } from './sample-credential.fixture.js';

const { privateKey, publicKeyMultibase } = newSigningKey();
const signer = { privateKey, verificationMethod: keyIdOf(aCredential().issuer.did, publicKeyMultibase) };
const created = new Date('2026-03-01T10:05:00Z');

const longWay = async (details: CredentialDetails) => {
  const issuance = await issueCredential(buildAchievementCredential(details), signer, created);
  return issuance.ok ? JSON.stringify(issuance.document) : issuance.code;
};
const byText = async (texts: CredentialTexts, details: CredentialDetails) => {
  const issuance = await texts.issue(details, signer, created);
  return issuance.ok ? issuance.text : issuance.code;
};

const evidence = [{ id: 'urn:uuid:1', name: 'Portfolio', genre: 'File' }, { id: 'urn:uuid:2', name: 'At work', description: 'Two months' }];
const kinds: Record<string, Partial<CredentialDetails>> = {
  'everything we write': {},
  'no end': { validUntil: undefined, creditsEarned: undefined },
  'evidence and two results': { evidence, results: [{ value: '1' }, { value: '2', status: 'Failed' }] },
  'no status': { status: undefined, results: [] },
};

const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.string({ unit: 'grapheme', maxLength: 20 }), fc.constantFrom('', '"', '\\', '\u2028', 'https://a.example/x', 'slot-3-mark', '\n'));
const instant = fc.date({ min: new Date('2000-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });

/** The same kind of credential for somebody else. */
const another = (over: Partial<CredentialDetails>) => {
  const base = aCredential(over);
  return fc
    .record({ subject: fc.uuid(), credential: fc.uuid(), from: instant, days: fc.integer({ min: 1, max: 900 }), awarded: instant, index: fc.nat(131_071), value: fc.array(text, { minLength: 8, maxLength: 8 }) })
    .map(({ subject, credential, from, days, awarded, index, value }) => ({
      ...base,
      credentialId: `https://registry.example/c/awd_${credential}`,
      subjectId: `urn:uuid:${subject}`,
      validFrom: from,
      validUntil: base.validUntil && new Date(from.getTime() + days * 86_400_000),
      awardedDate: awarded,
      results: base.results?.map((result, at) => ({ ...result, value: value[at] })),
      evidence: base.evidence?.map((one, at) => ({ ...one, id: `urn:uuid:${at}${credential}`, name: value[at + 2] ?? '', ...(one.genre !== undefined && { genre: value[at + 4] }) })),
      status: base.status && { ...base.status, index },
    }));
};

describe('credentials written by template', () => {
  it.each(Object.entries(kinds))('are byte for byte those made the long way, with %s', async (_name, over) => {
    const texts = new CredentialTexts();
    const write = jest.spyOn(CredentialTemplate.prototype, 'write');
    for (let time = 0; time < 2; time += 1) await byText(texts, aCredential(over));
    write.mockClear();
    await fc.assert(
      fc.asyncProperty(another(over), async (details) => {
        expect(achievementCredentialFaults(buildAchievementCredential(details))).toEqual([]);
        expect(await byText(texts, details)).toBe(await longWay(details));
      }),
      { numRuns: 60 },
    );
    expect(write.mock.results.filter(({ value }) => value !== undefined).length).toBeGreaterThan(40);
    write.mockRestore();
  });

  it.each<[string, Partial<CredentialDetails>]>([
    ['an end before the beginning', { validUntil: new Date('2026-03-01T10:00:00.900Z') }],
    ['another issuer', { issuer: { ...aCredential().issuer, did: 'did:web:other.example' } }],
    ['a subject of another kind', { subjectId: 'did:web:somebody.example' }],
    ['an identifier twice', { subjectId: 'https://registry.example/c/awd_01h45y8c4ze4nb0s6hjq4xq4c1' }],
    ['the issuer as its own subject', { subjectId: aCredential().issuer.did }],
    ['an address for a value', { results: [{ value: 'https://a.example/', status: 'Completed' }] }],
    ['a year beyond four digits', { validUntil: new Date('+012026-01-01T00:00:00Z') }],
  ])('are left to the long way with %s', async (_what, over) => {
    const texts = new CredentialTexts();
    for (let time = 0; time < 3; time += 1) await byText(texts, aCredential());
    for (let time = 0; time < 4; time += 1) expect(await byText(texts, aCredential(over))).toBe(await longWay(aCredential(over)));
  });

  it('end with a template that once differs', async () => {
    const texts = new CredentialTexts(1);
    for (let time = 0; time < 2; time += 1) await byText(texts, aCredential());
    const write = jest.spyOn(CredentialTemplate.prototype, 'write').mockReturnValue({ json: '{}', nquads: '', context: [] });
    const warned = new Promise<Error>((resolve) => process.once('warning', resolve));
    expect(await byText(texts, aCredential())).toBe(await longWay(aCredential()));
    expect(await warned).toMatchObject({ code: 'CAIRN_TEMPLATE_DIFFERS' });
    write.mockClear();
    expect(await byText(texts, aCredential())).toBe(await longWay(aCredential()));
    expect(write).not.toHaveBeenCalled();
    write.mockRestore();
  });
});
