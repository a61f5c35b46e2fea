import type { JsonObject } from '../json/json.js';
import type { ReadCredential } from '../verification/read-credential.js';
import { verdictOf } from '../verification/verdict.js';
import { addressesWanted } from './linked-documents.js';
import { openBadge2Steps } from './open-badge-2-steps.js';
import { readOpenBadge2 } from './read-open-badge-2.js';
import { observedAt, hash, rsa, issuer, badge, assertion, at, world, signedWith, readOf, judge } from './testing/badges.js';

describe('a badge of before 2.0', () => {
  const hosted11 = {
    uid: '7',
    recipient: {
      type: 'email',
      hashed: true,
      salt: 's4lt',
      identity: hash('sha256', 'ada@earner.examples4lt'),
    },
    badge: badge.id,
    verify: { type: 'hosted', url: 'https://harbour.example/assertion/7' },
    issuedOn: 1767348000,
  };
  const older = [
    at(hosted11.verify.url, hosted11),
    at(badge.id, { ...badge, '@context': undefined, type: undefined }),
    at(issuer.id, { ...issuer, '@context': undefined, id: undefined, type: undefined }),
  ];

  it('1.0, hosted, is judged by the same rules', () => {
    const { verdict, finding } = judge(hosted11, older);
    expect([verdict, finding('proof'), finding('issuerIdentity')]).toEqual([
      'VALID',
      'HOSTED_COPY_EQUAL',
      'ISSUER_CONFIRMED',
    ]);
    expect(judge({ ...hosted11, uid: '8' }, older).finding('proof')).toBe('HOSTED_COPY_DIFFERS');
  });

  it('1.0, signed, is judged by the PEM key on the host of its issuer', () => {
    const payload: JsonObject = {
      ...hosted11,
      verify: { type: 'signed', url: 'https://harbour.example/key.pem' },
    };
    const pem = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const list = at(issuer.revocationList, { '9': 'A slip' });
    expect(
      judge(signedWith('RS256', payload), [...older, at('https://harbour.example/key.pem', pem), list]),
    ).toMatchObject({ verdict: 'VALID' });
    const elsewhere = { ...payload, verify: { type: 'signed', url: 'https://forger.example/key.pem' } };
    expect(
      judge(signedWith('RS256', elsewhere), [
        ...older,
        at('https://forger.example/key.pem', pem),
        list,
      ]).finding('issuerKey'),
    ).toBe('KEY_NOT_LISTED');
    expect(
      judge(signedWith('RS256', payload), [
        ...older,
        at('https://harbour.example/key.pem', pem),
        at(issuer.revocationList, { '7': 'A slip' }),
      ]).verdict,
    ).toBe('INVALID');
  });

  it('0.5 says all in one document, but not where it lies', () => {
    const half = {
      recipient: hash('sha256', 'ada@earner.examples4lt'),
      salt: 's4lt',
      issued_on: '2011-06-01',
      badge: {
        version: '0.5.0',
        name: 'Moor a boat',
        image: '/boat.png',
        description: 'Mooring.',
        criteria: '/boat',
        issuer: { origin: 'https://harbour.example', name: 'Harbour' },
      },
    };
    const result = judge(half, [], { recipient: [{ type: 'emailAddress', value: 'ada@earner.example' }] });
    expect([result.verdict, result.finding('schema'), result.finding('subject')]).toEqual([
      'UNKNOWN',
      'SCHEMA_MET',
      'RECIPIENT_MATCHES',
    ]);
    const read: ReadCredential = {
      format: 'ADDRESS',
      container: 'PNG',
      document: {},
      text: 'https://harbour.example/half.json',
    };
    const steps = openBadge2Steps(read, [at(read.text, half)], { asOf: observedAt });
    expect(steps.filter(({ outcome }) => outcome === 'INVALID')).toEqual([]);
  });
});

describe('an address in an image', () => {
  const read: ReadCredential = { format: 'ADDRESS', container: 'PNG', document: {}, text: assertion.id };

  it('stands for the assertion found there', () => {
    expect(verdictOf(openBadge2Steps(read, world, { asOf: observedAt }))).toBe('VALID');
    expect(addressesWanted(read, [])).toEqual([assertion.id]);
  });

  it('leaves all UNKNOWN while nothing was found there', () => {
    const steps = openBadge2Steps(read, [], { asOf: observedAt });
    expect(verdictOf(steps)).toBe('UNKNOWN');
    expect(steps.some(({ outcome }) => outcome === 'VALID' || outcome === 'INVALID')).toBe(false);
  });
});

describe('the claims of an older badge', () => {
  it('are mapped, and what has no place is named', () => {
    const { claims, lost } = readOpenBadge2(
      readOf({ ...assertion, image: 'https://harbour.example/7.png' }),
      world,
    );
    expect(claims).toMatchObject({
      credentialId: assertion.id,
      issuer: { id: issuer.id, name: 'Harbour University' },
      achievement: {
        id: badge.id,
        name: 'Moor a boat',
        criteriaNarrative: 'Moor **three** boats.',
        tags: ['boats'],
      },
      awardedAt: new Date('2026-01-02T10:00:00Z'),
      evidence: [{ url: 'https://earner.example/boat', narrative: 'The third boat.' }],
    });
    expect(lost).toEqual(['evidence[].genre', 'image', 'issuer.email']);
  });
});
