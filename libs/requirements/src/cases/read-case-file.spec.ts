import { readCaseFile } from './read-case-file.js';

const check = { asOf: '2025-01-01', expected: { complete: false } };
const file = (more: object = {}, one: object = {}) => ({
  ...{ id: 'F', title: 'f', achievements: { A: {}, B: {} } },
  pathway: { id: 'P', policy: { sharing: 'shared' }, requirements: [{ id: 'r', kind: 'award', achievement: 'A', milestone: { achievement: 'M' } }] },
  cases: [{ name: 'c', awards: [{ id: 'w', achievement: 'A', issuedOn: '2025-01-01' }], checks: [check], ...one }],
  ...more,
});
const revised = (set: object) => ({ id: 'w', achievement: 'A', issuedOn: '2025-01-01', revisions: [{ recordedAt: '2025-01-02T00:00:00Z', set }] });
const fault = (document: unknown) => {
  const read = readCaseFile(document);
  return read.ok ? null : read.fault;
};

describe('reading a file of cases', () => {
  it.each<[what: string, document: unknown]>([
    ['a file', file()],
    ['an attestation with the id of an award, and a case named by a day there is not', file({ pathway: { policy: { sharing: 'shared' }, requirements: [{ id: 'r', kind: 'attested', by: 'm' }] } }, { name: '2025-02-30', attestations: [{ id: 'w', node: 'r', by: 'm', on: '2025-01-01' }] })],
    ['a revision that makes a fact what it may be', file({}, { awards: [revised({ revokedOn: '2025-01-01', expiresOn: null })] })],
    ['notes of its author', file({ 'x-note': { deep: [] } })],
    ['a waiver of a node that only a variant has', file({ variants: { v: { requirements: [{ id: 'other', kind: 'award', achievement: 'B' }] } } }, { exceptions: [{ id: 'x', node: 'other', type: 'waive', on: '2025-01-01' }] })],
    ['an achievement of nobody, where lint is to find it', file({ pathway: { policy: { sharing: 'shared' }, requirements: [{ id: 'r', kind: 'award', achievement: 'N' }] } }, { checks: [{ asOf: '2025-01-01', expected: { lint: ['UNKNOWN_REFERENCE'] } }] })],
  ])('takes %s', (_, document) => {
    expect(fault(document)).toBeNull();
  });

  it.each<[what: string, document: unknown, told: RegExp]>([
    ['a misspelt key', file({ cass: [] }), /^\/ must NOT have additional properties/],
    ['a key of another kind of node', file({ pathway: { policy: { sharing: 'shared' }, requirements: [{ id: 'r', kind: 'award', achievement: 'A', n: 1 }] } }), /^\/pathway\/requirements\/0/],
    ['an achievement of nobody', file({ pathway: { policy: { sharing: 'shared' }, requirements: [{ id: 'r', kind: 'award', achievement: 'N' }] } }), /has no N/],
    ['an award of nobody', file({}, { awards: [{ id: 'w', achievement: 'N', issuedOn: '2025-01-01' }] }), /has no N/],
    ['a day that does not exist', file({}, { awards: [{ id: 'w', achievement: 'A', issuedOn: '2025-02-30' }] }), /issuedOn is not a day/],
    ['an id that stands twice', file({}, { awards: [{ id: 'w', achievement: 'A', issuedOn: '2025-01-01' }, { id: 'w', achievement: 'B', issuedOn: '2025-01-01' }] }), /an id twice/],
    ['an entry with the id of an award', file({}, { entries: [{ id: 'w', measure: 'hours', amount: 1, on: '2025-01-01' }] }), /an id twice/],
    ['an instant that does not exist', file({}, { awards: [{ id: 'w', achievement: 'A', issuedOn: '2025-01-01', recordedAt: '2025-01-01T25:00:00Z' }] }), /recordedAt is not a day/],
    ['a revision that takes away what has to be there', file({}, { awards: [revised({ issuedOn: null })] }), /^\/cases\/0\/awards\/0\/revisions \/ must have required property 'issuedOn'/],
    ['a revision to a day that does not exist', file({}, { awards: [revised({ revokedOn: '2025-02-30' })] }), /revisions\/0\/set\/revokedOn is not a day/],
    ['a history that leaves no amount', file({ achievements: { A: { history: [{ from: '2025-01-01', set: { credits: 'many' } }] }, B: {} } }), /^\/achievements\/A\/history \/credits must be number/],
    ['a waiver of no node', file({}, { exceptions: [{ id: 'x', node: 'nowhere', type: 'waive', on: '2025-01-01' }] }), /no node nowhere/],
    ['an enrolment in no pathway', file({}, { enrolment: { pathway: 'Q', enrolledOn: '2025-01-01' } }), /no pathway Q/],
    ['a check of no variant', file({}, { checks: [{ ...check, variant: 'v' }] }), /no variant v/],
    ['a variant that breaks the schema', file({ variants: { v: { policy: { sharing: 'never' } } } }), /^\/variants\/v \/pathway\/policy\/sharing/],
    ['a list', [], /^\/ must match/],
  ])('refuses %s and tells where', (_, document, told) => {
    expect(fault(document)).toMatch(told);
  });

  it('refuses a document of 100,000 levels', () => {
    let deep: unknown = 1;
    for (let at = 0; at < 100_000; at += 1) deep = [deep];
    expect(fault(file({ 'x-deep': deep }))).toBe('/ is nested too deep');
  });
});
