import { answer } from '../answer/answer.js';
import { loadSolver, type Solver } from '../assignment/solver.js';
import type { Node } from '../language/pathway.js';
import { explain } from './explain.js';
import { nextSteps } from './next-steps.js';
import { asking, awardNode as a, type Written } from './testing/asking.js';

/** Milliseconds of the processor: the machine is busy with others. Each takes a tenth of it where it is quiet. */
const longest = 3_000;

describe('a large definition', () => {
  let solver: Solver;
  beforeAll(async () => {
    solver = await loadSolver();
  });

  const explained = (written: Written) => {
    const question = asking(written, solver);
    const found = answer(question);
    const before = process.threadCpuUsage();
    const nodes = explain(question, found);
    const { user, system } = process.threadCpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(longest);
    return { nodes, found, steps: nextSteps(question, found, () => ({ effortMinutes: null, price: null })) };
  };
  const held = (count: number, more: object = {}) => Array.from({ length: count }, (_, at) => ({ id: `w${at}`, achievement: `A${at}`, ...more }));

  it('of 5,000 plain nodes is explained at once, whatever stands in the way', () => {
    const requirements = Array.from({ length: 100 }, (_, r): Node => ({ id: `r${r}`, kind: 'nOf', n: 30, of: Array.from({ length: 49 }, (__, at) => a(`r${r}-${at}`, `A${(r * 49 + at) % 900}`)) }));
    const { nodes, found } = explained({ requirements, awards: held(300).map((award, at) => (at % 10 === 0 ? { ...award, expiresOn: '2025-12-20' } : award)) });
    expect(found.exact).toBe(true);
    expect(nodes).toHaveLength(5_000);
    expect(nodes.every(({ exact }) => exact)).toBe(true);
    expect(nodes.find(({ id }) => id === 'r0-10')?.blocking).toEqual({ code: 'EXPIRED', with: [], awards: ['w10'] });
  });

  it('of which nobody can say what may be counted where says so of every node, and advises nothing', () => {
    const requirements = Array.from({ length: 5_000 }, (_, at): Node => ({ id: `r${at}`, kind: 'count', atLeast: 2, from: {} }));
    const { nodes, found, steps } = explained({ requirements, policy: { sharing: 'exclusive' }, awards: held(300) });
    expect(found).toMatchObject({ exact: false, complete: null, state: 'UNDECIDED' });
    expect(found.units('r0')).toBeNull();
    expect(new Set(nodes.map(({ state }) => state))).toEqual(new Set(['UNDECIDED']));
    expect(nodes.every(({ alone, exact, blocking }) => alone === null && !exact && blocking === null)).toBe(true);
    expect(steps).toEqual([]);
  });

  it('whose solves were given up calls no node unmet for that', () => {
    const givesUp: Solver = { solve: () => ({ status: 'STOPPED', objective: 0, bound: Infinity, columns: () => 0 }), patience: 2 };
    const grouped = { id: 'r', kind: 'count' as const, atLeast: 1, from: {}, repeat: { minGap: 'P1M' } };
    const question = asking({ requirements: [{ id: 'all', kind: 'all', of: [grouped, a('x', 'A0')] }], awards: held(2) }, givesUp);
    const nodes = new Map(explain(question, answer(question)).map((node) => [node.id, node]));
    expect(nodes.get('r')).toMatchObject({ state: 'UNDECIDED', alone: null, exact: false, blocking: null });
    expect(nodes.get('all')).toMatchObject({ state: 'UNDECIDED', alone: null });
    expect(nodes.get('x')).toMatchObject({ alone: true, exact: true });
  });
});
