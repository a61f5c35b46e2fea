import fc from 'fast-check';
import { answer, pathwayOf } from '../answer/answer.js';
import { loadSolver, type Solver } from '../assignment/solver.js';
import { smallCase } from '../assignment/testing/small-definitions.js';
import type { WrittenAchievement } from '../cases/case-file.js';
import { worldOf } from '../cases/case-world.js';
import type { AwardFact } from '../facts/facts.js';
import type { Edge, Node, Pathway } from '../language/pathway.js';
import { lintPathway } from './lint-pathway.js';

const achievements: Record<string, WrittenAchievement> = {
  A: { issuer: 'U', tags: ['x'], level: 1, measures: { m: 2 } },
  B: { issuer: 'V', tags: ['y'], level: 2, measures: { m: 3 } },
  C: { tags: ['x', 'y'], measures: { m: 1 } },
  D: { issuer: 'V', measures: { m: 1 }, repeatable: true },
};
const world = worldOf({ achievements });
const ids = Object.keys(achievements);

/** What somebody may have earned: more of it than of the awards of a small case. */
const earned = fc.array(fc.record({ achievement: fc.constantFrom(...ids), issuedOn: fc.constantFrom('2024-12-31', '2025-01-01', '2025-02-15', '2025-06-01', '2025-08-01') }), { maxLength: 9 }).map((awards) =>
  awards.map(({ achievement, issuedOn }, at): AwardFact => ({
    ...{ id: `w${at}`, achievement, issuedOn, expiresOn: null, revokedOn: null, suspensions: [], result: null, stated: {}, entry: false },
    snapshot: world.metadataOn(achievement, issuedOn),
  })),
);

/** `CAIRN_LINTED=20000` tries as many. */
const numRuns = Number(process.env.CAIRN_LINTED ?? 80);

describe('what lint claims of small definitions', () => {
  let solver: Solver;
  beforeAll(async () => {
    solver = await loadSolver(5);
  });

  const lint = (pathway: Pathway) => lintPathway(pathway, { world, solver, catalogue: ids });
  const satisfied = (pathway: Pathway, awards: readonly AwardFact[]): boolean => {
    const facts = { enrolment: null, awards, attestations: [], exceptions: [], others: new Map() };
    const found = answer({ versions: pathwayOf([pathway], world), facts, asOf: '2025-12-31', world, solver });
    return found.satisfied === found.total;
  };

  it('is true of everybody: what is unsatisfiable nobody satisfies, without what is redundant the same people do', () => {
    let [unsatisfiable, redundant] = [0, 0];
    fc.assert(
      fc.property(smallCase, fc.array(earned, { minLength: 3, maxLength: 3 }), ({ pathway }, people) => {
        const findings = lint(pathway);
        const isUnsatisfiable = findings.some(({ code }) => code === 'UNSATISFIABLE');
        const idle = new Set(findings.filter(({ code }) => code === 'REDUNDANT_NODE').flatMap(({ nodes }) => nodes));
        const lean = { ...pathway, requirements: without(pathway.requirements, idle) };
        if (isUnsatisfiable) unsatisfiable += 1;
        if (idle.size > 0) redundant += 1;
        for (const awards of [[], ...people]) {
          const holds = satisfied(pathway, awards);
          expect(holds && isUnsatisfiable).toBe(false);
          if (idle.size > 0) expect(satisfied(lean, awards)).toBe(holds);
        }
        if (findings.some(({ code, nodes }) => code === 'VACUOUS' && nodes.length === 0)) expect(satisfied(pathway, [])).toBe(true);
      }),
      { numRuns, seed: 6 },
    );
    expect([unsatisfiable > numRuns / 20, redundant > 0]).toEqual([true, true]);
  }, 1_800_000);
});

const without = (parts: readonly (Node | Edge)[], idle: ReadonlySet<string>): (Node | Edge)[] =>
  parts.filter(({ id }) => id === undefined || !idle.has(id)).map((part) => ('of' in part && 'id' in part ? ({ ...part, of: without(part.of, idle) } as Node) : part));
