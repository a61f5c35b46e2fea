import type { Solver } from '../assignment/solver.js';
import type { AwardFact, EarnerFacts, World } from '../facts/facts.js';
import type { Node, Pathway } from '../language/pathway.js';
import { rulesOf } from './version-rules.js';
import { walk } from './walk.js';

const plain = { issuer: null, type: null, tags: [], skills: [], level: null, groups: [], series: null, assessed: false, measures: {} };
const world: World = { isRepeatable: () => false, codeOf: () => null, metadataOn: () => plain, metadataDays: () => ['2025-09-01'], tierOf: () => null, trustGroups: () => [], isAtOrBelow: (skill, ancestor) => skill === ancestor };
const solver: Solver = { solve: () => ({ status: 'STOPPED', objective: 0, bound: Infinity, columns: () => 0 }) };
const held = (more: Partial<AwardFact> = {}): AwardFact => ({ id: 'w', achievement: 'A', issuedOn: '2025-01-01', expiresOn: null, revokedOn: null, suspensions: [], result: null, snapshot: plain, stated: {}, entry: false, ...more });
const asks = (more: object = {}): Node => ({ id: 'r', kind: 'award', achievement: 'A', ...more }) as Node;
const count: Node = { id: 'n', kind: 'count', atLeast: 1, from: {} };

interface Known {
  readonly pathway?: Partial<Pathway>;
  readonly versions?: readonly Partial<Pathway>[];
  readonly facts?: Partial<EarnerFacts>;
}

describe('the day on which to ask again', () => {
  const nextDay = ({ pathway = {}, versions = [], facts = {} }: Known): string | null => {
    const all = [pathway, ...versions].map((one, at) => rulesOf({ policy: { sharing: 'shared' }, requirements: [asks()], version: at + 1, ...one }, world));
    return walk({ versions: all, facts: { enrolment: null, awards: [held()], attestations: [], exceptions: [], others: new Map(), ...facts }, asOf: '2025-06-01', world, solver }).nextDay;
  };

  it.each<[string, Known, string | null]>([
    ['never, where nothing is dated later', {}, null],
    ['an award expires', { facts: { awards: [held({ expiresOn: '2025-07-01' })] } }, '2025-07-01'],
    ['an award of something else expires: never', { facts: { awards: [held({ achievement: 'B', expiresOn: '2025-07-01' })] } }, null],
    ['an award is known to begin later', { facts: { awards: [held({ issuedOn: '2025-06-02' })] } }, '2025-06-02'],
    ['a suspension ends', { facts: { awards: [held({ suspensions: [{ from: '2025-05-01', until: '2025-08-01' }] })] } }, '2025-08-01'],
    ['an award grows too old', { pathway: { requirements: [asks({ recency: { within: 'P6M' } })] } }, '2025-07-01'],
    ['an attestation is over', { pathway: { requirements: [{ id: 'r', kind: 'attested', by: 'mentor', validFor: 'P3M' }] }, facts: { attestations: [{ id: 't', node: 'r', on: '2025-05-01', until: null, revokedOn: null }] } }, '2025-08-01'],
    ['an exception ends', { facts: { exceptions: [{ id: 'e', node: 'r', type: 'waive', award: null, amount: 0, on: '2025-01-01', until: '2025-06-30' }] } }, '2025-06-30'],
    ['teach-out ends', { pathway: { versioning: { teachOutUntil: '2025-12-31' } }, facts: { enrolment: { enrolledOn: '2025-01-01' }, awards: [] } }, '2025-12-31'],
    ['another version becomes an alternative', { versions: [{ versioning: { enrolFrom: '2025-01-02', appliesToEnrolledIn: { versions: [1], from: '2025-10-01', mode: 'alternative' } } }], facts: { enrolment: { enrolledOn: '2025-01-01' }, awards: [] } }, '2025-10-01'],
    ['a cycle from the enrolment ends', { pathway: { requirements: [{ id: 'r', kind: 'maintain', anchor: { on: 'enrolment' }, cycle: 'P1Y', node: count }] }, facts: { enrolment: { enrolledOn: '2025-01-01' } } }, '2026-01-01'],
    ['the grace of a cycle ends', { pathway: { requirements: [{ id: 'r', kind: 'maintain', anchor: { on: 'date', date: '2024-05-15' }, cycle: 'P1Y', grace: 'P1M', node: count }] } }, '2025-06-15'],
    ['a cycle from the completion ends', { pathway: { maintenance: { anchor: { on: 'completion' }, cycle: 'P6M', node: count } } }, '2025-07-01'],
    ['another pathway is known to lapse', { pathway: { requirements: [{ id: 'r', kind: 'pathwayCompleted', pathway: 'Q' }] }, facts: { others: new Map([['Q', { completedOn: '2025-01-01', completingVersion: 1, intervals: [{ from: '2025-01-01', until: '2025-11-01' }], counted: [] }]]) } }, '2025-11-01'],
    ['the catalogue changes, where the latest metadata count', { pathway: { policy: { sharing: 'shared', metadata: 'latest' } } }, '2025-09-01'],
  ])('is the first on which the answer may differ: %s', (_, known, expected) => {
    expect(nextDay(known)).toBe(expected);
  });
});
