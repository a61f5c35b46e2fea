import { bakePng, bakeSvg, compactJws, type DocumentSource, didKeyOf, keyIdOf, newSigningKey, signDocument, signerOf, unbake } from '@cairn/credentials';
import { checkCredential } from './check-credential.js';
import { noDocuments } from './document-sources.js';
import { findingJson, findingText } from './finding-text.js';

const key = newSigningKey();
const did = didKeyOf(key.publicKeyMultibase);
const verificationMethod = keyIdOf(did, key.publicKeyMultibase);
const asOf = new Date('2026-06-01T12:00:00Z');
/** A badge whose issuer is its own key: nobody need be asked. */
const badge = await signDocument(
  {
    '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
    id: 'urn:uuid:3f2d8f2c-8a0f-4f0c-9c63-6d6f3a1b2c4d',
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: { id: did, type: ['Profile'], name: 'Harbour University' },
    validFrom: '2026-01-01T00:00:00Z',
    credentialSubject: {
      id: 'mailto:ada@earner.example',
      type: ['AchievementSubject'],
      achievement: { id: 'urn:uuid:1', type: ['Achievement'], name: 'Mooring', description: 'Mooring a boat.', criteria: { narrative: 'Moor a boat.' } },
    },
  },
  { privateKey: key.privateKey, verificationMethod },
  new Date('2026-01-02T00:00:00Z'),
);
const text = JSON.stringify(badge);
const check = (bytes: Uint8Array, over: Partial<Parameters<typeof checkCredential>[1]> = {}) => checkCredential(bytes, { asOf, source: noDocuments, ...over });

describe('checking without a registry', () => {
  it('finds a self-contained credential VALID, plain or in an image', async () => {
    const svg = bakeSvg('<svg xmlns="http://www.w3.org/2000/svg"/>', text);
    for (const input of [text, svg.ok ? svg.image : '']) expect((await check(Buffer.from(input))).verdict).toBe('VALID');
  });

  it('finds a changed one INVALID', async () =>
    expect((await check(Buffer.from(text.replace('Mooring', 'Rowing')))).verdict).toBe('INVALID'));

  it('asks, when told to, whom it is about', async () => {
    const about = async (value: string) => (await check(Buffer.from(text), { recipient: [{ type: 'emailAddress', value }] })).verdict;
    expect([await about('ada@earner.example'), await about('eve@earner.example')]).toEqual(['VALID', 'INVALID']);
  });

  it('leaves UNKNOWN what it may ask nobody about, and asks where it may', async () => {
    const assertion = {
      '@context': 'https://w3id.org/openbadges/v2',
      type: 'Assertion',
      id: 'https://old.example/7',
      recipient: { type: 'email', hashed: false, identity: 'ada@earner.example' },
      badge: { id: 'https://old.example/badge', type: 'BadgeClass', name: 'Rowing', description: 'Rows.', criteria: 'https://old.example/how', issuer: 'https://old.example/issuer' },
      issuedOn: '2020-01-01T00:00:00Z',
      verification: { type: 'hosted' },
    };
    const world: Record<string, object> = {
      [assertion.id]: assertion,
      'https://old.example/badge': assertion.badge,
      'https://old.example/issuer': { id: 'https://old.example/issuer', type: 'Issuer', name: 'Old', url: 'https://old.example' },
    };
    const source: DocumentSource = {
      read: async (url) => {
        const body = world[url];
        return body ? { outcome: 'READ', url, body: Buffer.from(JSON.stringify(body)), observedAt: asOf } : noDocuments.read(url, 'BADGE_PART');
      },
    };
    const bytes = Buffer.from(JSON.stringify(assertion));
    expect([(await check(bytes)).verdict, (await check(bytes, { source })).verdict]).toEqual(['UNKNOWN', 'VALID']);
  });

  it('answers for what is no credential at all', async () => {
    const result = await check(Buffer.from('no credential'));
    expect(result.verdict).toBe('INVALID');
    expect(findingJson(result)).toMatchObject({ verdict: 'INVALID', format: null, steps: expect.arrayContaining([expect.objectContaining({ step: 'parse', code: 'NOT_JSON' })]) });
  });

  it('tells nothing to the terminal but text', async () => {
    const token = await compactJws({ alg: 'EdDSA', kid: `${did}\u001b[2J\u202e` }, { ...badge, issuer: `did:x:\u001b[2J\u009b` }, signerOf(key, verificationMethod));
    const shown = findingText(await check(Buffer.from(token)));
    expect(shown).toContain('parse');
    expect(shown).not.toMatch(/[\u001b\u009b\u202e]/);
  });

  it('bakes and unbakes what it checks', () => {
    const baked = bakePng(Buffer.from(POINT, 'base64'), text);
    expect(baked.ok && unbake(baked.image)).toEqual({ ok: true, container: 'PNG', text });
  });
});

const POINT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
