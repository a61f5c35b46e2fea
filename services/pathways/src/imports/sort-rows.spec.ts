import { newId } from '@cairn/postgres';
import { publicId } from '@cairn/subgraph';
import { type EnrolmentRow, readEnrolmentRow } from './enrolment-row.js';
import { sortRows } from './sort-rows.js';

const begins = { access: 'PUBLIC', approval: 'NOT_NEEDED' } as const;
const version = { id: newId(), pathway: newId(), number: 1, window: { enrolFrom: '2026-01-01' } };
const pathway = { id: newId(), code: 'SEAMAN', versions: [version], granted: true, begins, isMember: () => true };
const closed = { ...pathway, id: newId(), code: 'CAPTAIN', granted: false };
const unpublished = { ...pathway, id: newId(), code: 'DRAFT', versions: [] };
const members = { ...pathway, id: newId(), code: 'MEMBERS', begins: { ...begins, access: 'MEMBERS_ONLY' as const }, isMember: () => false };
const approved = { ...pathway, id: newId(), code: 'APPROVED', begins: { ...begins, approval: 'REQUIRED' as const } };

const known = { tenant: newId(), open: [pathway, closed, unpublished, members, approved], standing: [], implicit: [], today: '2026-06-01', now: new Date('2026-06-01T12:00:00Z') };

const aRow = (given: Partial<EnrolmentRow> = {}): EnrolmentRow => ({
  partnerReference: newId(),
  earner: newId(),
  pathway: pathway.id,
  pathwayCode: null,
  enrolledOn: '2026-02-01',
  withdrawnOn: null,
  ...given,
});
const sort = (rows: EnrolmentRow[], more: Partial<Parameters<typeof sortRows>[1]> = {}) =>
  sortRows(rows.map((value, at) => ({ row: at + 1, value })), { ...known, ...more });

describe('sortRows', () => {
  it('begins an enrolment in the version that takes enrolments, found by id or code', () => {
    const { enrolments, results } = sort([aRow(), aRow({ pathway: null, pathwayCode: 'SEAMAN', enrolledOn: null })]);
    expect(results.map(({ status }) => status)).toEqual(['CREATED', 'CREATED']);
    expect(enrolments).toMatchObject([
      { pathwayVersion: version.id, enrolledOn: '2026-02-01', state: 'ACTIVE' },
      { pathwayVersion: version.id, enrolledOn: '2026-06-01' },
    ]);
  });

  it('follows the highest version that is open on the day', () => {
    const second = { ...version, id: newId(), number: 2, window: { enrolFrom: '2026-03-01' } };
    const open = [{ ...pathway, versions: [version, second] }];
    const { enrolments } = sort([aRow(), aRow({ enrolledOn: '2026-03-01' })], { open });
    expect(enrolments.map(({ pathwayVersion }) => pathwayVersion)).toEqual([version.id, second.id]);
  });

  it('takes the enrolment that an award made for the one of the first line', () => {
    const earner = newId();
    const [made] = sort([aRow({ earner })]).enrolments;
    const { enrolments, adopted, results } = sort([aRow({ earner, enrolledOn: '2026-03-01' }), aRow({ earner })], { implicit: made ? [made] : [] });
    expect(adopted).toMatchObject([{ id: made?.id, enrolledOn: '2026-03-01', version: 2 }]);
    expect([enrolments.length, results.map(({ status }) => status)]).toEqual([1, ['CREATED', 'CREATED']]);
  });

  it('waits where somebody has to agree', () => {
    expect(sort([aRow({ pathway: approved.id })]).enrolments).toMatchObject([{ state: 'REQUESTED', approval: 'REQUESTED' }]);
  });

  it('takes over a withdrawal', () => {
    expect(sort([aRow({ withdrawnOn: '2026-03-01' })]).enrolments).toMatchObject([{ state: 'WITHDRAWN', withdrawnOn: '2026-03-01' }]);
  });

  it('leaves a line that was there already, in the file or before it', () => {
    const row = aRow();
    const { enrolments, results } = sort([row, row]);
    expect(results.map(({ status }) => status)).toEqual(['CREATED', 'UNCHANGED']);
    expect(sort([row], { standing: enrolments })).toMatchObject({ enrolments: [], results: [{ status: 'UNCHANGED', id: enrolments[0]?.id }] });
  });

  it.each([
    ['a reference of something else', aRow({ partnerReference: 'r' }), 'ALREADY_EXISTS', 'partnerReference'],
    ['a pathway of nobody', aRow({ pathway: newId() }), 'NOT_FOUND', 'pathwayId'],
    ['a pathway of an issuer that the caller may not act for', aRow({ pathway: closed.id }), 'GRANT_MISSING', 'pathwayId'],
    ['a code of nobody', aRow({ pathway: null, pathwayCode: 'NO' }), 'NOT_FOUND', 'pathwayCode'],
    ['a pathway that is not published', aRow({ pathway: unpublished.id }), 'PATHWAY_VERSION_STATE_INVALID', 'pathwayId'],
    ['somebody who is no member', aRow({ pathway: members.id }), 'PATHWAY_MEMBERS_ONLY', 'earnerId'],
    ['a day in the future', aRow({ enrolledOn: '2026-06-02' }), 'INVALID_VALUE', 'enrolledOn'],
    ['an end before the beginning', aRow({ withdrawnOn: '2026-01-31' }), 'INVALID_VALUE', 'withdrawnOn'],
    ['a day before enrolment opens', aRow({ enrolledOn: '2025-12-31' }), 'PATHWAY_VERSION_STATE_INVALID', 'enrolledOn'],
  ])('refuses %s', (_, row, code, field) => {
    const { results } = sort([aRow({ partnerReference: 'r' }), row]);
    expect(results[1]).toMatchObject({ row: 2, status: 'REFUSED', code, field });
  });
});

describe('readEnrolmentRow', () => {
  const earner = newId();
  const good = { partnerReference: 'r', earnerId: publicId('Earner', earner), pathwayCode: 'SEAMAN', enrolledOn: '2026-02-01' };

  it('reads a line', () => {
    expect(readEnrolmentRow(good)).toEqual({
      ok: true,
      value: { partnerReference: 'r', earner, pathway: null, pathwayCode: 'SEAMAN', enrolledOn: '2026-02-01', withdrawnOn: null },
    });
  });

  it('tells every fault at once', () => {
    const read = readEnrolmentRow({ earnerId: 'somebody', enrolledOn: '2026-02-30' });
    expect(read.ok ? [] : read.refusals.map(({ code, field }) => [code, field?.[0]])).toEqual([
      ['FIELD_MISSING', 'partnerReference'],
      ['INVALID_VALUE', 'earnerId'],
      ['FIELD_MISSING', 'pathwayId'],
      ['INVALID_VALUE', 'enrolledOn'],
    ]);
  });
});
