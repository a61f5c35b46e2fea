import { asking, awardNode as a } from '../explaining/testing/asking.js';
import type { Solver } from '../assignment/solver.js';
import { answer } from './answer.js';

/** Gives up whatever it is asked. */
const givesUp: Solver = { solve: () => ({ status: 'STOPPED', objective: 0, bound: Infinity, columns: () => 0 }) };

describe('what only a solve can tell, and no solve has told', () => {
  const spaced = { kind: 'count' as const, atLeast: 1, from: {}, repeat: { minGap: 'P1M' } };
  const badge = { milestone: { achievement: 'M', autoIssue: true } };
  const question = asking(
    { requirements: [a('r', 'A'), { id: 'm', optional: true, ...spaced, ...badge }, a('n', 'A', badge)], awards: [{ id: 'w', achievement: 'A' }], more: { offRamps: [{ id: 'x', when: 'always', node: { id: 'y', ...spaced } }, { id: 'z', when: 'always', node: { ref: 'r' } }] } },
    givesUp,
  );

  it('is told to be open of milestones and exits, though the pathway itself is decided', () => {
    const found = answer(question);
    expect(found).toMatchObject({ exact: true, complete: true });
    expect(found.leftOpen()).toEqual(new Set(['m', 'x']));
    expect(found.milestones().get('n')?.periods).toEqual([{ from: '2025-01-01', until: null }]);
    expect(found.exits()).toEqual(new Map([['x', null], ['z', '2025-01-01']]));
  });
});
