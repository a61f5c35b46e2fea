import { answer } from '../answer/answer.js';
import { loadSolver, type Solver } from '../assignment/solver.js';
import { awardFor } from './effect.js';
import { resultDocument } from './result-document.js';
import { asking, awardNode as a } from './testing/asking.js';
import { totals } from './totals.js';
import { whatIf } from './what-if.js';

describe('of one pathway', () => {
  let solver: Solver;
  beforeAll(async () => {
    solver = await loadSolver(5);
  });

  it('what would be if an award were earned is told node by node, and nothing else changes', () => {
    const question = asking({ requirements: [a('r1', 'A'), { id: 'r2', kind: 'any', of: [a('x', 'B'), a('y', 'A')] }], awards: [{ id: 'w', achievement: 'B' }] }, solver);
    const { before, after, changes } = whatIf(question, [awardFor('A', question.asOf, question.world)]);
    expect([before.complete, after.complete, after.completedOn]).toEqual([false, true, '2026-01-01']);
    expect(changes).toEqual([{ node: 'r1', before: 'UNMET', after: 'SATISFIED' }, { node: 'y', before: 'UNMET', after: 'SURPLUS' }]);
    expect(question.facts.awards).toHaveLength(1);
  });

  it('the result is JSON of the documented shape, amounts as decimals', () => {
    const sum = { id: 'r2', kind: 'sum' as const, measure: 'ects', atLeast: 10, from: { tag: 'x' } };
    const exceptions = [{ id: 'e', node: 'r2', type: 'reduce' as const, award: null, amount: 1.5, on: '2025-02-01', until: null, by: 'mem_1', reason: 'prior learning' }];
    const question = asking({ requirements: [a('r1', 'A'), sum], awards: [{ id: 'w', achievement: 'B', metadata: { tags: ['x'], measures: { ects: 7.25 } } }], facts: { exceptions } }, solver);
    const document = resultDocument(question, answer(question), { explain: true, knownAsOf: '2026-01-02T00:00:00Z' });
    expect(JSON.parse(JSON.stringify(document))).toEqual({
      ...{ pathway: 'p', asOf: '2026-01-01', knownAsOf: '2026-01-02T00:00:00Z', governingVersion: 1, complete: false, state: 'IN_PROGRESS', completedOn: null, currentSince: null, lapsedOn: null, intervals: [] },
      ...{ satisfied: 0, total: 2, vacuous: false, exact: true, method: 'linear', units: { r2: 7.25 } },
      nodes: [
        { id: 'r1', state: 'UNMET', have: 0, need: 1, alone: false, counted: [], blocking: { code: 'MISSING', with: [], awards: [] }, surplus: [] },
        { id: 'r2', state: 'PARTIAL', have: 7.25, need: 8.5, alone: false, counted: [{ award: 'w', units: 7.25, sharedWith: [] }], blocking: { code: 'MISSING', with: [], awards: [] }, surplus: [] },
      ],
      ...{ cycles: [], exits: [] },
      exceptions: [{ node: 'r2', type: 'reduce', amount: 1.5, by: 'mem_1', on: '2025-02-01', until: null, reason: 'prior learning' }],
    });
    expect(resultDocument(question, answer(question), { explain: false })).not.toHaveProperty('nodes');
  });

  it('the totals are those of the cheapest way, each achievement once, and say where they are a part', () => {
    const requirements = [a('r1', 'A'), { id: 'r2', kind: 'any' as const, of: [a('x', 'A'), a('y', 'B')] }, { id: 'r3', kind: 'nOf' as const, n: 1, of: [a('u', 'C'), a('v', 'D')] }];
    const costs: Record<string, [number | null, number]> = { A: [60, 100], B: [10, 5], C: [30, 20], D: [20, 25.5] };
    const weigh = (achievement: string) => ({ effortMinutes: costs[achievement]?.[0] ?? null, price: costs[achievement] ? { amount: costs[achievement]![1], currency: 'EUR' } : null });
    expect(totals({ requirements }, weigh)).toEqual({ effortMinutes: 80, prices: [{ amount: 120, currency: 'EUR' }], isEffortComplete: true, isPriceComplete: true });
    expect(totals({ requirements: [...requirements, a('r4', 'E')] }, weigh)).toMatchObject({ effortMinutes: 80, isEffortComplete: false });
  });
});
