import { answer } from '../answer/answer.js';
import { loadSolver, type Solver } from '../assignment/solver.js';
import { nextSteps } from './next-steps.js';
import { asking, awardNode as a, type Written } from './testing/asking.js';
import type { Cost } from './weigh.js';

describe('next steps', () => {
  let solver: Solver;
  beforeAll(async () => {
    solver = await loadSolver(5);
  });

  const steps = (written: Written, costs: Readonly<Record<string, Partial<Cost>>> = {}) => {
    const question = asking(written, solver);
    return nextSteps(question, answer(question), (achievement) => ({ effortMinutes: null, price: null, ...costs[achievement] }));
  };

  it('come in the order of how many requirements each completes, then of how little its requirement still lacks', () => {
    const all = { id: 'r2', kind: 'all' as const, of: [a('x', 'B'), a('y', 'C')] };
    const found = steps({ requirements: [a('r1', 'A'), all, { id: 'r3', kind: 'all', of: [a('z', 'A'), a('u', 'D')] }], awards: [{ id: 'w', achievement: 'D' }] });
    expect(found.map(({ node, completes, completesNodes }) => [node, completes, completesNodes])).toEqual([['r1', 2, 3], ['x', 0, 1], ['y', 0, 1]]);
    expect(found[0]).toMatchObject({ requirement: 'r1', reason: 'MISSING', achievements: ['A'], completesPathway: false });
  });

  it('leave out what a made choice does not need, what is optional and what is there', () => {
    const found = steps({ requirements: [{ id: 'r1', kind: 'any', of: [a('x', 'A'), a('y', 'B')] }, a('o', 'C', { optional: true }), a('r2', 'D')], awards: [{ id: 'w', achievement: 'A' }] });
    expect(found.map(({ node }) => node)).toEqual(['r2']);
    expect(found[0]?.completesPathway).toBe(true);
  });

  it('of equal use, what takes less effort comes first, then what costs less; what is not known comes last', () => {
    const any = { id: 'r', kind: 'any' as const, of: ['A', 'B', 'C', 'D'].map((achievement) => a(achievement.toLowerCase(), achievement)) };
    const found = steps({ requirements: [any] }, { B: { effortMinutes: 60, price: { amount: 10, currency: 'EUR' } }, C: { effortMinutes: 60, price: { amount: 5, currency: 'EUR' } }, D: { effortMinutes: 90 } });
    expect(found.map(({ node }) => node)).toEqual(['c', 'b', 'd', 'a']);
    expect(found[0]).toMatchObject({ effortMinutes: 60, price: { amount: 5, currency: 'EUR' } });
  });

  it('tell of a sum how much is still missing and of what, and name what would help', () => {
    const sum = { id: 'r', kind: 'sum' as const, measure: 'ects', atLeast: 7.5, from: { achievementIn: ['A', 'B', 'C'] } };
    const [only] = steps({ requirements: [sum], metadata: { A: { measures: { ects: 5 } } }, awards: [{ id: 'w', achievement: 'A' }] }, { C: { effortMinutes: 10 } });
    expect(only).toMatchObject({ node: 'r', reason: 'MISSING', achievements: ['B', 'C'], missing: { amount: 2.5, unit: 'ects', of: sum.from }, completes: 1, effortMinutes: 10 });
  });

  it('tell of a count how many, and of a floor of what', () => {
    const count = { id: 'r', kind: 'count' as const, atLeast: 3, from: { tag: 'x' } };
    expect(steps({ requirements: [count], metadata: { A: { tags: ['x'] } }, awards: [{ id: 'w', achievement: 'A' }] })[0]).toMatchObject({ missing: { amount: 2, unit: 'awards', of: { tag: 'x' } } });
    const sum = { id: 'r', kind: 'sum' as const, measure: 'ects', atLeast: 4, from: {}, floors: [{ where: { issuerIn: ['U'] }, atLeast: 3 }] };
    expect(steps({ requirements: [sum], metadata: { A: { measures: { ects: 5 } } }, awards: [{ id: 'w', achievement: 'A' }] })[0]).toMatchObject({ reason: 'FLOOR', missing: { amount: 3, unit: 'ects', of: { issuerIn: ['U'] } } });
  });

  it('tell who has to attest, which pathway to complete, and what comes first', () => {
    const found = steps({ requirements: [a('r1', 'A'), { id: 'r2', kind: 'attested', by: 'mentor' }, { id: 'r3', kind: 'pathwayCompleted', pathway: 'q' }], order: [{ before: 'r1', after: 'r2', mode: 'onOrAfter' }] });
    expect(found.find(({ node }) => node === 'r2')).toMatchObject({ attestedBy: 'mentor', reason: 'ATTESTATION_MISSING', after: ['r1'], achievements: [] });
    expect(found.find(({ node }) => node === 'r3')).toMatchObject({ pathway: 'q', completes: 1 });
  });

  it('of a pathway that is complete tell what keeps it so, and until when', () => {
    const node = { id: 'ce', kind: 'sum' as const, measure: 'hours', atLeast: 20, from: {} };
    const found = steps({ requirements: [a('r', 'A')], more: { maintenance: { anchor: { on: 'completion' }, cycle: 'P2Y', grace: 'P1M', node } }, awards: [{ id: 'w', achievement: 'A' }, { id: 'v', achievement: 'B', issuedOn: '2025-03-01', metadata: { hours: 8 } }] });
    expect(found).toEqual([expect.objectContaining({ node: 'ce', requirement: null, missing: expect.objectContaining({ amount: 12, unit: 'hours' }), dueOn: '2027-01-01' })]);
  });

  it('are twenty at most, and none before an enrolment', () => {
    const requirements = Array.from({ length: 30 }, (_, at) => a(`r${at}`, `A${at}`));
    expect(steps({ requirements })).toHaveLength(20);
    expect(steps({ requirements, facts: { enrolment: { enrolledOn: '2027-01-01' } } })).toEqual([]);
  });
});
