import type { Json } from './items.js';
import { planBadgr } from './plan-badgr.js';

const host = 'https://badges.old-heron.example';
const items = (...values: Json[]) => values.map((value, at) => ({ file: 'export.json', item: at + 1, value }));
const issuer = { entityId: 'i1', openBadgeId: `${host}/public/issuers/i1`, name: 'Heronry', url: 'https://heronry.example', description: 'Wades.' };
const badgeClass = (id: string, more: Json = {}) => ({ entityId: id, openBadgeId: `${host}/public/badges/${id}`, issuer: 'i1', name: `Badge ${id}`, description: 'Of old.', image: `${host}/${id}.png`, criteriaNarrative: 'As it was.', ...more });
const assertion = (id: string, more: Json = {}) => ({ entityId: id, openBadgeId: `${host}/public/assertions/${id}`, badgeclass: 'b1', issuedOn: '2019-05-01T10:00:00Z', recipient: { type: 'email', hashed: true, identity: 'sha256$00', plaintextIdentity: 'Mira@people.example' }, ...more });
const plan = (given: Partial<Parameters<typeof planBadgr>[0]>, image?: string) =>
  planBadgr({ issuers: items(issuer), badgeClasses: items(badgeClass('b1')), assertions: [], pathways: [], documents: [], ...given }, { sector: 'NONPROFIT', today: '2026-11-22', ...(image && { image }) });

test('an assertion of the interface becomes an award under its address, a day later at its end', () => {
  const { awards, refusals } = plan({ assertions: items(assertion('a1', { expires: '2021-05-01T12:00:00Z', revoked: true, revocationReason: 'Made twice' })) });
  expect(refusals).toEqual([]);
  expect(awards).toMatchObject([
    { key: `${host}/public/assertions/a1`, code: 'badgr:b1', identifierType: 'EMAIL', identifier: 'Mira@people.example', awardedOn: '2019-05-01', validUntil: '2021-05-02', revoked: 'Made twice' },
  ]);
});

test('an assertion of Open Badges 2.0 says the same in other words', () => {
  const said = { '@context': 'https://w3id.org/openbadges/v2', type: 'Assertion', id: `${host}/public/assertions/a1?v=2_0`, badge: { id: `${host}/public/badges/b1` }, issuedOn: '2019-05-01', recipient: { type: 'email', hashed: false, identity: 'mailto:mira@people.example' } };
  expect(plan({ assertions: items(said) }).awards).toMatchObject([{ key: `${host}/public/assertions/a1`, code: 'badgr:b1', identifier: 'mira@people.example', validUntil: null }]);
});

test('a badge class claims no more than the export says', () => {
  const { achievements } = plan({ badgeClasses: items(badgeClass('b1', { criteriaUrl: 'https://heronry.example/how', expires: { amount: 2, duration: 'years' }, tags: ['tides'] })) });
  expect(achievements).toMatchObject([
    { code: 'badgr:b1', issuer: issuer.openBadgeId, version: { title: 'Badge b1', criteria: 'As it was.\n\nhttps://heronry.example/how', claimBasis: 'PARTICIPATION', validFor: 'P2Y', duplicatePolicy: 'MANY', tags: ['tides'] } },
  ]);
});

test.each<[string, string, string | null, Partial<Parameters<typeof planBadgr>[0]>]>([
  ['an assertion without its badge class', 'NOT_FOUND', 'badgeclass', { assertions: items(assertion('a1', { badgeclass: 'b9' })) }],
  ['a recipient that is told as a hash alone', 'RECIPIENT_HASHED', 'recipient', { assertions: items(assertion('a1', { recipient: { hashed: true, identity: 'sha256$00' } })) }],
  ['a recipient known by a telephone', 'INVALID_VALUE', 'recipient', { assertions: items(assertion('a1', { recipient: { hashed: false, type: 'telephone', identity: '+441234' } })) }],
  ['a day in words', 'INVALID_VALUE', 'issuedOn', { assertions: items(assertion('a1', { issuedOn: 'May 2019' })) }],
  ['a day to come', 'INVALID_VALUE', 'issuedOn', { assertions: items(assertion('a1', { issuedOn: '2031-01-01' })) }],
  ['an end before the beginning', 'INVALID_VALUE', 'expires', { assertions: items(assertion('a1', { expires: '2018-01-01' })) }],
  ['an assertion that comes twice', 'REPEATED_IN_FILE', null, { assertions: items(assertion('a1'), assertion('a1')) }],
  ['a line that is no object', 'FIELD_MISSING', 'openBadgeId', { assertions: items({}) }],
  ['a badge class without its issuer', 'NOT_FOUND', 'issuer', { badgeClasses: items(badgeClass('b1', { issuer: 'i9' })) }],
  ['a badge class without an image at an https address', 'FIELD_MISSING', 'image', { badgeClasses: items(badgeClass('b1', { image: 'data:image/png;base64,AAAA' })) }],
  ['an issuer without a site', 'FIELD_MISSING', 'url', { issuers: items({ ...issuer, url: '' }), badgeClasses: [] }],
  ['a pathway that is none', 'NOT_THIS_FORMAT', null, { pathways: items({ name: 'Not one' }) }],
  ['a document without its text', 'FIELD_MISSING', 'body', { documents: items({ address: `${host}/public/assertions/a1` }) }],
])('%s is refused with its place', (_what, code, field, given) => {
  const { refusals } = plan(given);
  expect(refusals.at(-1)).toMatchObject({ file: 'export.json', code, field, message: expect.stringMatching(/\w/) as string });
});

test('a pathway of a badge that is missing is refused, and names it', () => {
  const pathway = { '@id': `${host}/pathways/p1`, name: 'Tides', rootElement: 'r', elements: [{ '@id': 'r', name: 'r', requirements: { '@type': 'BadgeJunction', junctionConfig: { '@type': 'Conjunction' }, badges: [`${host}/public/badges/gone`] } }] };
  expect(plan({ pathways: items(pathway) }).refusals).toMatchObject([{ kind: 'pathways', code: 'NOT_FOUND', message: expect.stringContaining('/public/badges/gone') as string }]);
});

test('a badge that completes a pathway is held once, and not by the assertion that was revoked', () => {
  const pathway = { '@id': `${host}/pathways/p1`, name: 'Tides', rootElement: 'r', elements: [{ '@id': 'r', name: 'r', completionBadge: { '@id': `${host}/public/badges/b2` }, requirements: { '@type': 'BadgeJunction', junctionConfig: { '@type': 'Conjunction' }, badges: [`${host}/public/badges/b1`] } }] };
  const made = [assertion('a1'), assertion('a2'), assertion('a3', { badgeclass: 'b2', revoked: true }), assertion('a4', { badgeclass: 'b2' })];
  const { achievements, awards, refusals } = plan({ badgeClasses: items(badgeClass('b1'), badgeClass('b2')), pathways: items(pathway), assertions: items(...made) });
  expect(achievements.map(({ version }) => version.duplicatePolicy)).toEqual(['MANY', 'ONE_ACTIVE']);
  expect(awards.map(({ key }) => key.split('/').at(-1))).toEqual(['a1', 'a2', 'a4']);
  expect(refusals).toMatchObject([{ kind: 'awards', item: 3, code: 'ALREADY_AWARDED' }]);
});

test('what has no place here is counted', () => {
  const { leftBehind } = plan({ assertions: items(assertion('a1', { evidence: [{ url: 'https://heronry.example/1' }], narrative: 'Well done' }), assertion('a2', { acceptance: 'Rejected' })) });
  expect(leftBehind).toEqual({ 'evidence of assertions': 1, 'narratives of assertions': 1, 'assertions that their earner rejected': 1 });
});
