import type { FoundDocument } from '../verification/evidence.js';
import type { StepName } from '../verification/verdict.js';
import { addressesWanted } from './linked-documents.js';
import { observedAt, hash, issuer, badge, assertion, at, world, withOther, without, readOf, judge } from './testing/badges.js';

describe('a hosted badge of Open Badges 2.0', () => {
  it('is VALID when its address holds the same and its issuer hosts there', () => {
    const { verdict, finding } = judge(assertion);
    expect([verdict, finding('proof'), finding('issuerIdentity')]).toEqual([
      'VALID',
      'HOSTED_COPY_EQUAL',
      'ISSUER_CONFIRMED',
    ]);
  });

  it('asks for one document after the other until all is known', () => {
    const asked: string[][] = [];
    let found: FoundDocument[] = [];
    for (
      let wanted = addressesWanted(readOf(assertion), found);
      wanted.length;
      wanted = addressesWanted(readOf(assertion), found)
    ) {
      asked.push(wanted);
      found = [...found, ...world.filter(({ url }) => wanted.includes(url))];
    }
    expect(asked).toEqual([[assertion.id, badge.id], [issuer.id]]);
    expect(judge(assertion, found).verdict).toBe('VALID');
  });

  it('asks nothing twice that was not obtained', () =>
    expect(
      addressesWanted(readOf(assertion), [
        { outcome: 'NOT_OBTAINABLE', url: assertion.id, detail: 'gone', observedAt },
      ]),
    ).toEqual([badge.id]));

  it('is revoked when its address answers that it is gone', () => {
    const look = (status: number): FoundDocument => ({
      outcome: 'NOT_OBTAINABLE',
      url: assertion.id,
      detail: `status ${status}`,
      status,
      observedAt,
    });
    expect(judge(assertion, [look(410), ...without(assertion.id)]).finding('revocation')).toBe('REVOKED');
    expect(judge(assertion, [look(404), ...without(assertion.id)]).finding('revocation')).toBe(
      'STATUS_NOT_OBTAINED',
    );
  });

  const elsewhere = (url: string, body: object) => withOther(at(url, body));
  it.each<[string, object, FoundDocument[], StepName, string, string]>([
    [
      'whose address holds something else',
      { ...assertion, issuedOn: '2025-01-01T00:00:00Z' },
      world,
      'proof',
      'HOSTED_COPY_DIFFERS',
      'INVALID',
    ],
    [
      'whose address is silent',
      assertion,
      without(assertion.id),
      'proof',
      'HOSTED_COPY_NOT_OBTAINED',
      'UNKNOWN',
    ],
    ['whose badge is silent', assertion, without(badge.id), 'schema', 'BADGE_NOT_OBTAINED', 'UNKNOWN'],
    [
      'whose issuer is silent',
      assertion,
      without(issuer.id),
      'issuerIdentity',
      'ISSUER_NOT_OBTAINED',
      'UNKNOWN',
    ],
    [
      'revoked at its address',
      assertion,
      elsewhere(assertion.id, { id: assertion.id, revoked: true }),
      'revocation',
      'REVOKED',
      'INVALID',
    ],
    [
      'with an issuer that says it is another',
      assertion,
      elsewhere(issuer.id, { ...issuer, id: 'https://other.example/issuer' }),
      'issuerIdentity',
      'ISSUER_DIFFERS',
      'INVALID',
    ],
    [
      'with an issuer that has no address',
      assertion,
      elsewhere(issuer.id, { ...issuer, id: 'urn:uuid:1' }),
      'issuerIdentity',
      'ISSUER_NOT_ADDRESSED',
      'UNKNOWN',
    ],
    [
      'without a recipient',
      { ...assertion, recipient: undefined },
      elsewhere(assertion.id, { ...assertion, recipient: undefined }),
      'schema',
      'SCHEMA_NOT_MET',
      'INVALID',
    ],
    [
      'of a badge without a name',
      assertion,
      elsewhere(badge.id, { ...badge, name: '' }),
      'schema',
      'SCHEMA_NOT_MET',
      'INVALID',
    ],
    [
      'found as broken JSON',
      assertion,
      [at(assertion.id, '{'), ...without(assertion.id)],
      'proof',
      'HOSTED_COPY_NOT_OBTAINED',
      'UNKNOWN',
    ],
  ])('%s is judged so', (_what, given, found, step, code, verdict) => {
    const result = judge(given, found);
    expect([result.finding(step), result.verdict]).toEqual([code, verdict]);
  });

  it.each([
    ['2025-12-31T00:00:00Z', 'NOT_YET_VALID'],
    ['2026-06-01T00:00:00Z', 'WITHIN_VALIDITY'],
    ['2027-01-03T00:00:00Z', 'EXPIRED'],
  ])('as of %s is %s', (asOf, code) => {
    const expiring = { ...assertion, expires: '2027-01-02T10:00:00Z' };
    expect(
      judge(expiring, withOther(at(assertion.id, expiring)), { asOf: new Date(asOf) }).finding('validity'),
    ).toBe(code);
  });

  it.each<[string, object, string]>([
    ['the own host only, when nothing is said', {}, 'HOST_NOT_ALLOWED'],
    ['a prefix', { startsWith: 'https://hosting.example/harbour/' }, 'ISSUER_CONFIRMED'],
    ['another prefix', { startsWith: ['https://hosting.example/other/'] }, 'HOST_NOT_ALLOWED'],
    ['a prefix that a longer host name shares', { startsWith: 'https://hosting.exa' }, 'HOST_NOT_ALLOWED'],
    ['an origin', { allowedOrigins: ['hosting.example'] }, 'ISSUER_CONFIRMED'],
    ['another origin', { allowedOrigins: 'other.example' }, 'HOST_NOT_ALLOWED'],
  ])('may lie elsewhere as the issuer allows: %s', (_what, verification, code) => {
    const moved = { ...assertion, id: 'https://hosting.example/harbour/7' };
    const found = withOther(at(moved.id, moved), at(issuer.id, { ...issuer, verification }));
    expect(judge(moved, found).finding('issuerIdentity')).toBe(code);
  });

  it('is not believed what it embeds about an issuer of another host', () => {
    const forged = {
      ...assertion,
      id: 'https://forger.example/7',
      badge: {
        ...badge,
        id: 'https://forger.example/badge',
        issuer: { ...issuer, verification: { allowedOrigins: 'forger.example' } },
      },
    };
    const found = withOther(at(forged.id, forged), at('https://forger.example/badge', forged.badge));
    expect(judge(forged, found)).toMatchObject({ verdict: 'INVALID' });
    const anonymous = {
      ...forged,
      badge: { ...forged.badge, id: undefined, issuer: { ...forged.badge.issuer, id: undefined } },
    };
    expect(judge(anonymous, withOther(at(anonymous.id, anonymous))).finding('issuerIdentity')).toBe(
      'HOST_NOT_ALLOWED',
    );
  });

  it.each([
    ['salted SHA-256', hash('sha256', 'ada@earner.examples4lt'), 's4lt'],
    ['SHA-256', hash('sha256', 'ada@earner.example'), undefined],
    ['salted MD5', hash('md5', 'ada@earner.examples4lt'), 's4lt'],
    ['MD5', hash('md5', 'ada@earner.example'), undefined],
  ])('knows its recipient by %s', (_what, identity, salt) => {
    const own = { ...assertion, recipient: { type: 'email', hashed: true, identity, salt } };
    const found = withOther(at(own.id, own));
    const asked = (value: string) => judge(own, found, { recipient: [{ type: 'emailAddress', value }] });
    expect(asked('Ada@Earner.example')).toMatchObject({ verdict: 'VALID' });
    expect(asked('eve@earner.example').finding('subject')).toBe('RECIPIENT_DIFFERS');
  });
});
