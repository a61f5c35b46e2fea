import fc from 'fast-check';
import { remembering } from '../assignment/remembering.js';
import { loadSolver, type Solver } from '../assignment/solver.js';
import type { AwardFact, World } from '../facts/facts.js';
import { type History, history } from './testing/histories.js';
import { Kept, type Summary } from './testing/kept.js';

const plain = { issuer: null, type: null, tags: [], skills: [], level: null, groups: [], series: null, assessed: false, measures: {} };
const world: World = {
  isRepeatable: (achievement) => achievement === 'D',
  codeOf: () => null,
  metadataOn: () => plain,
  metadataDays: () => [],
  tierOf: () => null,
  trustGroups: () => [],
  isAtOrBelow: (skill, ancestor) => skill === ancestor,
};

/** `CAIRN_HISTORIES=100000` tries as many, `CAIRN_HISTORIES_SEED` others. */
const runs = Number(process.env.CAIRN_HISTORIES ?? 300);
const seed = Number(process.env.CAIRN_HISTORIES_SEED ?? 6);

describe('keeping answers true', () => {
  let solver: Solver;
  beforeAll(async () => {
    // Small definitions ask the same small problems over and over.
    solver = remembering(await loadSolver(5));
  });

  /** The first step after which what is kept is not what a fresh evaluation says. */
  const firstDifference = ({ first, steps }: History) => {
    const kept = new Kept(first, ['e1', 'e2'], world, solver);
    for (const [at, step] of steps.entries()) {
      if ('message' in step) kept.take(step.message);
      // Days come between messages, and the last step is one.
      if ('message' in step) continue;
      kept.day(step.day);
      const [mine, fresh] = [told(kept.summaries), told(kept.fresh())];
      if (JSON.stringify(mine) !== JSON.stringify(fresh)) return { at, step, mine, fresh };
    }
    return null;
  };

  it(`never differs from evaluating everybody anew, over ${runs} histories of late, repeated and disordered messages`, () => {
    fc.assert(
      fc.property(history, (one) => {
        expect(firstDifference(one)).toBeNull();
      }),
      { numRuns: runs, seed },
    );
  });

  it('evaluates whom an exception alone connects with an award', () => {
    const fact: AwardFact = { id: 'w', achievement: 'B', issuedOn: '2025-01-01', expiresOn: null, revokedOn: null, suspensions: [], result: null, snapshot: plain, stated: {}, entry: false };
    const told = (version: number, of: AwardFact) => ({ message: { kind: 'award', award: 'w', earner: 'e1', version, fact: of } }) as const;
    const exception = { id: 'x', node: 'r', type: 'substitute', award: 'w', amount: 0, on: '2025-01-01', until: null } as const;
    const first = { id: 'P', version: 1, requirements: [{ id: 'r', kind: 'award', achievement: 'A' }], policy: { sharing: 'shared' } } as const;
    const steps = [told(1, fact), { day: '2025-06-01' }, { message: { kind: 'except', earner: 'e1', exception } }, told(2, { ...fact, revokedOn: '2025-01-01' }), { day: '2026-01-01' }] as const;
    expect(firstDifference({ first, steps })).toBeNull();
  });

  it('evaluates nobody whom a message cannot touch', () => {
    const pathway = { id: 'P', version: 1, requirements: [{ id: 'r', kind: 'award', achievement: 'A' }], policy: { sharing: 'shared' } } as const;
    const kept = new Kept(pathway, ['e1', 'e2'], world, solver);
    kept.day('2025-01-01');
    const before = kept.evaluated;
    const fact: AwardFact = { id: 'w', achievement: 'B', issuedOn: '2025-01-01', expiresOn: null, revokedOn: null, suspensions: [], result: null, snapshot: plain, stated: {}, entry: false };
    kept.take({ kind: 'award', award: 'w', earner: 'e1', version: 1, fact });
    kept.day('2026-01-01');
    expect(kept.evaluated - before).toBe(0);
    kept.take({ kind: 'award', award: 'v', earner: 'e1', version: 1, fact: { ...fact, id: 'v', achievement: 'A' } });
    expect(kept.evaluated - before).toBe(1);
    expect(kept.summaries.get('e1')?.complete).toBe(true);
  });
});

/** Without the day to ask again: awards that count nowhere may bring it forward, which costs an evaluation and changes nothing. */
const told = (summaries: ReadonlyMap<string, Summary>) => Object.fromEntries([...summaries].map(([earner, { nextDay: _, ...rest }]) => [earner, rest]));
