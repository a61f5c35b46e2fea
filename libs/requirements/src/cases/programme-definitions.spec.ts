import { describeUnless } from '@cairn/testkit';
import { answer, pathwayOf } from '../answer/answer.js';
import { loadSolver, type Solver } from '../assignment/solver.js';
import { parsePathway } from '../language/parse-pathway.js';
import type { Node, Pathway } from '../language/pathway.js';
import { placedNodes } from '../language/places.js';
import { lintPathway } from '../lint/lint-pathway.js';
import { AUDIT_DAY } from './audit.js';
import { coursesFor, havingTaken, definitionsData, onceEach, type ProgrammeDefinition, programmeDefinitions } from './testing/programme-definitions.js';

/** `CAIRN_DEFINITIONS=all` takes all 2,263. */
const every = process.env.CAIRN_DEFINITIONS === 'all' ? 1 : 15;

describeUnless(definitionsData.missing)('real programme definitions', () => {
  const definitions = programmeDefinitions();
  const some = definitions.filter((_, at) => at % every === 0);
  let solver: Solver;
  beforeAll(async () => {
    solver = await loadSolver(5);
  });

  const lint = (pathway: Pathway) => lintPathway(pathway, { world: onceEach, solver, catalogue: coursesFor(pathway) });
  const judge = (pathway: Pathway, courses: readonly string[], requirements = pathway.requirements) =>
    answer({ versions: pathwayOf([{ ...pathway, requirements }], onceEach), facts: havingTaken(courses), asOf: AUDIT_DAY, world: onceEach, solver });

  it('are all read as they are, whatever their size', () => {
    expect(definitions.filter(({ pathway }) => !parsePathway(pathway).ok)).toEqual([]);
    expect(definitions).toHaveLength(2_263);
  });

  it(`are unsatisfiable if and only if whoever has taken every course cannot complete them, each with a proof, ${some.length} of them`, () => {
    const begun = performance.now();
    const unsatisfiable: ProgrammeDefinition[] = [];
    for (const definition of some) {
      const { path, pathway } = definition;
      const courses = coursesFor(pathway);
      const proof = lint(pathway).find(({ code }) => code === 'UNSATISFIABLE');
      const { exact, complete } = judge(pathway, courses);
      expect({ path, exact, complete }).toEqual({ path, exact: true, complete: proof === undefined });
      if (!proof) continue;
      unsatisfiable.push(definition);
      expect({ path, fault: faultOf(proof.nodes, pathway, courses) }).toEqual({ path, fault: null });
    }
    const last = some.filter(({ year }) => year === 2025);
    const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
    process.stdout.write(`${unsatisfiable.length} of ${some.length} programme definitions cannot be completed when nothing counts twice; of 2025 ${unsatisfiable.filter(({ year }) => year === 2025).length} of ${last.length}; ${seconds} s\n`);
    expect(unsatisfiable.length).toBeGreaterThan(some.length / 5);
    if (every === 1) expect([unsatisfiable.length, last.filter((one) => unsatisfiable.includes(one)).length, last.length]).toEqual([715, 161, 517]);
  }, 1_800_000);

  /** What is wrong with a proof: the nodes named have to fail together, and to hold without any one of them. */
  function faultOf(named: readonly string[], pathway: Pathway, courses: readonly string[]): string | null {
    const byId = new Map([...placedNodes(pathway)].map(({ part }) => [part.id, part]));
    const nodes = named.map((id): Node => byId.get(id)!);
    if (judge(pathway, courses, nodes).complete !== false) return 'they hold together';
    const needless = nodes.find((node) => nodes.length > 1 && judge(pathway, courses, nodes.filter((one) => one !== node)).complete !== true);
    return needless ? `${needless.id} is not needed for the clash` : null;
  }
});
