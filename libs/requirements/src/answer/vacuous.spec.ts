import { loadSolver, type Solver } from '../assignment/solver.js';
import { asking, awardNode as a, type Written } from '../explaining/testing/asking.js';
import { answer } from './answer.js';

describe('what holds with nothing', () => {
  let solver: Solver;
  beforeAll(async () => {
    solver = await loadSolver(5);
  });
  const answered = (written: Written) => answer(asking(written, solver));

  const badge = { milestone: { achievement: 'M', autoIssue: true } };
  const nothing = { id: 'n', kind: 'nOf' as const, n: 0, of: [a('x', 'X')] };

  it('gives nobody a badge on the way, though the pathway asks for something', () => {
    const milestones = answered({ requirements: [{ ...nothing, ...badge }, a('r', 'A', badge)], awards: [{ id: 'w', achievement: 'A' }] }).milestones();
    expect(milestones.get('n')?.periods).toEqual([]);
    expect(milestones.get('r')?.periods).toEqual([{ from: '2025-01-01', until: null }]);
  });

  it('is no pathway that an edge binds to what nobody chose', () => {
    const written: Written = { requirements: [nothing, { id: 'e', kind: 'all', of: [] }], order: [{ before: 'x', after: 'e', mode: 'onOrAfter' }] };
    expect(answered(written)).toMatchObject({ complete: false, vacuous: false, satisfied: 1 });
    expect(answered({ ...written, order: [] })).toMatchObject({ complete: true, vacuous: true, satisfied: 2 });
  });
});
