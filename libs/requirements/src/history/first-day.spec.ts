import fc from 'fast-check';
import { answer, pathwayOf } from '../answer/answer.js';
import { loadSolver, type Solver } from '../assignment/solver.js';
import type { AwardFact, World } from '../facts/facts.js';
import type { Pathway } from '../language/pathway.js';
import { firstDay, nodePeriods } from './node-periods.js';
import { walk } from './walk.js';

const plain = { issuer: null, type: null, tags: [], skills: [], level: null, groups: [], series: null, assessed: false, measures: {} };
const world: World = { isRepeatable: () => false, codeOf: () => null, metadataOn: () => plain, metadataDays: () => [], tierOf: () => null, trustGroups: () => [], isAtOrBelow: () => false };
const award = (id: string, achievement: string) => ({ id, kind: 'award' as const, achievement });
const requirements: Pathway['requirements'] = [award('a', 'A'), { id: 'g', kind: 'nOf', n: 2, of: [award('b', 'B'), award('c', 'C'), award('d', 'A')] }, { id: 'n', kind: 'all', of: [] }];
const day = fc.integer({ min: 1, max: 28 }).map((number) => `2026-02-${String(number).padStart(2, '0')}`);
const held = fc.array(fc.record({ achievement: fc.constantFrom('A', 'B', 'C'), issuedOn: day, expiresOn: fc.option(day, { nil: null }) }), { maxLength: 6 });

describe('the first day of a requirement', () => {
  let solver: Solver;
  beforeAll(async () => {
    solver = await loadSolver();
  });

  it.each([['shared'], ['exclusive']] as const)('is where its first period begins, however it is counted (%s)', (sharing) => {
    const versions = pathwayOf([{ id: 'P', version: 1, requirements, policy: { sharing } }], world);
    fc.assert(
      fc.property(held, (awards) => {
        const facts = awards.map((one, at): AwardFact => ({ ...one, id: `w${at}`, revokedOn: null, suspensions: [], result: null, snapshot: plain, stated: {}, entry: false }));
        const question = { versions, facts: { enrolment: { version: 1, enrolledOn: '2026-02-05' }, awards: facts, attestations: [], exceptions: [], others: new Map() }, asOf: '2026-02-20', world, solver };
        const history = walk(question);
        for (const id of ['a', 'g', 'n', 'b']) expect(firstDay(history, id)).toBe(nodePeriods(history, id).periods[0]?.from ?? null);
        expect(answer(question).firstDay('n')).toBe('2026-02-05');
      }),
      { numRuns: 300, seed: 6 },
    );
  });
});
