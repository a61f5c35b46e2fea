import fc from 'fast-check';
import { type Answer, answer, pathwayOf } from '../answer/answer.js';
import { loadSolver, type Solver } from '../assignment/solver.js';
import { smallCase, type SmallCase } from '../assignment/testing/small-definitions.js';
import { metadataOf } from '../cases/case-world.js';
import type { World } from '../facts/facts.js';
import type { Question } from '../question.js';
import { explain } from './explain.js';
import { nextSteps } from './next-steps.js';

const world: World = {
  isRepeatable: (achievement) => achievement === 'D',
  codeOf: () => null,
  metadataOn: () => metadataOf({}),
  metadataDays: () => [],
  tierOf: () => null,
  trustGroups: () => [],
  isAtOrBelow: (skill, ancestor) => skill === ancestor,
};

describe('of any small definition', () => {
  let solver: Solver;
  beforeAll(async () => {
    solver = await loadSolver(5);
  });

  const asked = ({ pathway, awards, exceptions, others }: SmallCase): { question: Question; found: Answer } => {
    const question: Question = { versions: pathwayOf([pathway], world), facts: { enrolment: null, awards, attestations: [], exceptions, others }, asOf: '2025-12-31', world, solver };
    return { question, found: answer(question) };
  };

  it('the states of nodes agree with the answer, and whatever lacks something says why', () => {
    fc.assert(
      fc.property(smallCase, (small) => {
        const { question, found } = asked(small);
        const nodes = new Map(explain(question, found).map((node) => [node.id, node]));
        const roots = found.judged!.day.rules.roots.map(({ id }) => nodes.get(id)!);
        expect(roots.filter(({ state }) => state === 'SATISFIED' || state === 'WAIVED')).toHaveLength(found.satisfied);
        for (const { state, alone, blocking, counted, surplus } of nodes.values()) {
          expect(alone).toBe(state === 'SATISFIED' || state === 'WAIVED' || state === 'SURPLUS' || state === 'BLOCKED');
          expect(blocking !== null).toBe(state === 'PARTIAL' || state === 'UNMET' || state === 'BLOCKED');
          expect(counted.filter(({ award }) => surplus.includes(award))).toEqual([]);
        }
        for (const { state } of roots) expect(state).not.toBe('SURPLUS');
      }),
      { numRuns: 150, seed: 21 },
    );
  });

  it('a step that is said to complete the pathway is one of those that lack, and there is none where nothing lacks', () => {
    fc.assert(
      fc.property(smallCase, (small) => {
        const { question, found } = asked(small);
        const steps = nextSteps(question, found, () => ({ effortMinutes: null, price: null }));
        if (found.satisfied === found.total) expect(steps).toEqual([]);
        for (const { completes, completesPathway } of steps) expect(completesPathway ? found.satisfied + completes === found.total : completes >= 0).toBe(true);
      }),
      { numRuns: 100, seed: 22 },
    );
  });
});
