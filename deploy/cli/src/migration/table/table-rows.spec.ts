import { tableRows } from './table-rows.js';

const options = { sector: 'VENDOR', image: 'https://tern.example/badge.png', today: '2026-11-22', issuer: { name: 'Tern Credentials', url: 'https://tern.example' } };
const credly = (...rows: Record<string, string>[]) => tableRows('issued.csv', rows, 'credly', options);
const row = (more: Record<string, string> = {}) => ({ 'Badge ID': 'c1', 'Badge Template ID': 't1', 'Badge Template Name': 'Reads tides', 'Recipient Email': 'mira@people.example', 'Issued At': '2019-05-01 09:41:00 -0500', 'Expires At': '5/31/2021', State: 'accepted', ...more });

test('a report of Credly becomes awards of as many achievements as it has templates', () => {
  const { issuers, achievements, awards, refusals } = credly(row(), row({ 'Badge ID': 'c2', State: 'revoked', 'Expires At': '' }), row({ 'Badge ID': 'c3', 'Badge Template ID': 't2', 'Badge Template Name': 'Trims wicks' }));
  expect(refusals).toEqual([]);
  expect(issuers).toMatchObject([{ name: 'Tern Credentials', url: 'https://tern.example' }]);
  expect(achievements.map(({ code, version }) => [code, version.title])).toEqual([['credly:t1', 'Reads tides'], ['credly:t2', 'Trims wicks']]);
  expect(awards).toMatchObject([
    { key: 'credly:c1', code: 'credly:t1', identifier: 'mira@people.example', awardedOn: '2019-05-01', validUntil: '2021-05-31', revoked: null },
    { key: 'credly:c2', validUntil: null, revoked: expect.stringContaining('no reason') as string },
    { key: 'credly:c3', code: 'credly:t2' },
  ]);
});

test('a list of Accredible is read by its own headers, however they are written', () => {
  const line = { credential_id: '10000005', 'Group Name': 'Programming 101', 'recipient email': 'mira@people.example', 'Issue Date': '5/31/17', 'Expiry Date': '', Published: 'true' };
  const { awards, achievements, refusals } = tableRows('list.csv', [line, { ...line, credential_id: '10000006', Published: 'false' }], 'accredible', options);
  expect(awards).toMatchObject([{ key: 'accredible:10000005', code: 'accredible:Programming 101', awardedOn: '2017-05-31', validUntil: null }]);
  expect(achievements).toMatchObject([{ version: { title: 'Programming 101' } }]);
  expect(refusals).toMatchObject([{ item: 2, code: 'NOT_ISSUED', field: 'Published' }]);
});

test.each([
  ['no number', { 'Badge ID': '' }, 'FIELD_MISSING', 'Badge ID'],
  ['no badge', { 'Badge Template ID': '' }, 'FIELD_MISSING', 'Badge Template ID'],
  ['no recipient', { 'Recipient Email': '' }, 'FIELD_MISSING', 'Recipient Email'],
  ['a name for an address', { 'Recipient Email': 'Mira' }, 'INVALID_VALUE', 'Recipient Email'],
  ['a day that is none', { 'Issued At': '31/05/2019' }, 'INVALID_VALUE', 'Issued At'],
  ['a day to come', { 'Issued At': '2031-01-01' }, 'INVALID_VALUE', 'Issued At'],
  ['an end before the beginning', { 'Expires At': '2018-01-01' }, 'INVALID_VALUE', 'Expires At'],
])('a row with %s is refused with its column', (_what, more, code, field) => {
  const { awards, refusals } = credly(row(more));
  expect(awards).toEqual([]);
  expect(refusals).toMatchObject([{ file: 'issued.csv', item: 1, kind: 'awards', code, field }]);
});

test('a number that comes twice is refused the second time', () => {
  expect(credly(row(), row()).refusals).toMatchObject([{ item: 2, code: 'REPEATED_IN_FILE' }]);
});
