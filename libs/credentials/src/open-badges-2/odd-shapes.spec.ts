import fc from 'fast-check';
import { readInput } from '../formats/read-input.js';
import type { FoundDocument } from '../verification/evidence.js';
import { verdictOf } from '../verification/verdict.js';
import { addressesWanted } from './linked-documents.js';
import { openBadge2Steps } from './open-badge-2-steps.js';
import { readOpenBadge2 } from './read-open-badge-2.js';

const observedAt = new Date('2026-06-01T12:00:00Z');
const address = fc.constantFrom(
  'https://a.example/1',
  'https://a.example/badge',
  'https://a.example/issuer',
  'https://a.example/key',
  'urn:x:1',
  'http://',
  'https://[',
  '',
);
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  address,
  fc.record({ id: address, url: address, type: fc.constantFrom('hosted', 'signed') }),
);
const members = [
  'id',
  'uid',
  'type',
  'recipient',
  'badge',
  'issuer',
  'issuedOn',
  'issued_on',
  'expires',
  'verification',
  'verify',
  'evidence',
  'image',
  'name',
  'description',
  'criteria',
  'alignment',
  'tags',
  'url',
  'publicKey',
  'revocationList',
  'revoked',
  'revokedAssertions',
  'owner',
  'publicKeyPem',
  'salt',
  'extensions:x',
];
const odd = fc.dictionary(fc.constantFrom(...members), value, { maxKeys: 14 });
const token = (payload: object) =>
  ['{"alg":"RS256"}', JSON.stringify(payload)]
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.') + '.AAAA';

/** Whatever strangers write into their badges, and find others to host, is judged and never trips the judge. */
test('badges of any shape get a verdict, and none is VALID by chance', () => {
  fc.assert(
    fc.property(
      odd,
      fc.array(fc.tuple(address, odd), { maxLength: 6 }),
      fc.boolean(),
      (shape, hosted, isSigned) => {
        const assertion = { '@context': 'https://w3id.org/openbadges/v2', ...shape };
        const reading = readInput(isSigned ? token(assertion) : assertion);
        if (!reading.ok) return;
        const found: FoundDocument[] = hosted.map(([url, body]) => ({
          outcome: 'READ',
          url,
          body: Buffer.from(JSON.stringify(body)),
          observedAt,
        }));
        expect(verdictOf(openBadge2Steps(reading.read, found, { asOf: observedAt }))).not.toBe('VALID');
        expect(addressesWanted(reading.read, found).every((url) => /^https?:/.test(url))).toBe(true);
        expect(readOpenBadge2(reading.read, found).lost).toEqual(expect.any(Array));
      },
    ),
    { numRuns: 1_500 },
  );
});
