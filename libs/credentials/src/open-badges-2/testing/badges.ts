import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { readInput } from '../../formats/read-input.js';
import type { FoundDocument, VerificationOptions } from '../../verification/evidence.js';
import type { ReadCredential } from '../../verification/read-credential.js';
import { verdictOf, type StepName } from '../../verification/verdict.js';
import { openBadge2Steps } from '../open-badge-2-steps.js';

/** An issuer, its badge and an assertion as their hosts serve them, and the judge of tests about them. */
export const observedAt = new Date('2026-06-01T12:00:00Z');
export const hash = (algorithm: string, text: string) =>
  `${algorithm}$${createHash(algorithm).update(text).digest('hex')}`;
export const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
export const weak = generateKeyPairSync('rsa', { modulusLength: 1024 });

export const context = 'https://w3id.org/openbadges/v2';
export const issuer = {
  '@context': context,
  id: 'https://harbour.example/issuer',
  type: 'Issuer',
  name: 'Harbour University',
  url: 'https://harbour.example',
  email: 'badges@harbour.example',
  publicKey: ['https://harbour.example/key/rsa', 'https://harbour.example/key/p256'],
  revocationList: 'https://harbour.example/revoked',
};
export const badge = {
  '@context': context,
  id: 'https://harbour.example/badge/1',
  type: 'BadgeClass',
  name: 'Moor a boat',
  description: 'Mooring in tidal waters.',
  image: 'https://harbour.example/badge/1.png',
  criteria: { narrative: 'Moor **three** boats.' },
  tags: ['boats'],
  issuer: issuer.id,
};
export const assertion = {
  '@context': context,
  id: 'https://harbour.example/assertion/7',
  type: 'Assertion',
  recipient: {
    type: 'email',
    hashed: true,
    salt: 's4lt',
    identity: hash('sha256', 'ada@earner.examples4lt'),
  },
  badge: badge.id,
  issuedOn: '2026-01-02T10:00:00Z',
  verification: { type: 'HostedBadge' },
  evidence: [{ id: 'https://earner.example/boat', narrative: 'The third boat.', genre: 'Photo' }],
};
export const keyDocument = (name: string, publicKey: typeof rsa.publicKey, owner = issuer.id) => ({
  '@context': context,
  id: `https://harbour.example/key/${name}`,
  type: 'CryptographicKey',
  owner,
  publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
});
export const revocationList = (...revokedAssertions: (string | object)[]) => ({
  '@context': context,
  id: issuer.revocationList,
  type: 'RevocationList',
  revokedAssertions,
});

export const at = (url: string, body: object | string): FoundDocument => ({
  outcome: 'READ',
  url,
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  observedAt,
});
export const world = [
  at(assertion.id, assertion),
  at(badge.id, badge),
  at(issuer.id, issuer),
  at('https://harbour.example/key/rsa', keyDocument('rsa', rsa.publicKey)),
  at('https://harbour.example/key/p256', keyDocument('p256', p256.publicKey)),
  at(issuer.revocationList, revocationList()),
];
/** What is put in front is found first. */
export const withOther = (...others: FoundDocument[]) => [...others, ...world];
export const without = (url: string) => world.filter((one) => one.url !== url);

export const b64 = (value: object | Buffer) =>
  Buffer.from(Buffer.isBuffer(value) ? value : JSON.stringify(value)).toString('base64url');
export const signedWith = (
  alg: 'RS256' | 'ES256',
  payload: object,
  key = alg === 'RS256' ? rsa.privateKey : p256.privateKey,
) => {
  const input = `${b64({ alg })}.${b64(payload)}`;
  return `${input}.${b64(sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }))}`;
};
export const bySignature = (creator: string) => ({
  ...assertion,
  id: 'urn:uuid:0b8f6f53-6f0e-4a52-9d6b-2b1ed13f6f01',
  verification: { type: 'SignedBadge', creator },
});

export const readOf = (input: object | string): ReadCredential => {
  const reading = readInput(input);
  if (!reading.ok) throw new Error(reading.code);
  return reading.read;
};
export const judge = (
  input: object | string,
  found: FoundDocument[] = world,
  options: Partial<VerificationOptions> = {},
) => {
  const steps = openBadge2Steps(readOf(input), found, { asOf: observedAt, ...options });
  const finding = (step: StepName) => steps.find((one) => one.step === step)?.code;
  return { verdict: verdictOf(steps), finding };
};
