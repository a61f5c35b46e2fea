import type { PathwayDefinition } from './definition.js';
import { evaluate } from './evaluate.js';
import { stepsOf } from './steps.js';
import { aPathway, all, any, award, held, nOf, optional } from './testing/pathway-builder.js';
import { whatHelpsNext } from './what-helps-next.js';

const helps = (definition: PathwayDefinition, ...achievements: string[]) => {
  const awards = achievements.map((achievement) => held(`w${achievement}`, achievement, '2025-01-01'));
  return whatHelpsNext(evaluate({ definition, enrolment: null, awards, asOf: '2025-06-01' }), definition);
};
const names = (steps: ReturnType<typeof helps>) =>
  steps.map(({ requirement, missing, alternatives }) => [
    requirement,
    missing.map(({ achievement }) => achievement).join(' '),
    alternatives.map(({ achievement }) => achievement).join(' '),
  ]);

describe('what helps next', () => {
  it('lists the unsatisfied requirements, the nearest first', () => {
    const definition = aPathway([
      all('r1', award('A'), award('B'), award('C')),
      award('D'),
      award('E'),
      optional(award('F')),
    ]);
    expect(names(helps(definition, 'A', 'E'))).toEqual([
      ['D', 'D', ''],
      ['r1', 'B C', ''],
    ]);
  });

  it('proposes the way with the fewest awards and names the others', () => {
    const definition = aPathway([
      any('r', all('x', award('A'), award('B'), award('C')), all('y', award('D'), award('E'))),
    ]);
    expect(names(helps(definition))).toEqual([['r', 'D E', 'A B C']]);
    expect(names(helps(definition, 'A', 'B'))).toEqual([['r', 'C', 'D E']]);
  });

  it('asks only for as many as are lacking, in declared order', () => {
    const definition = aPathway([
      nOf('r', 3, award('A'), award('B'), all('x', award('C'), award('D')), award('E')),
    ]);
    expect(names(helps(definition, 'B'))).toEqual([['r', 'A E', 'C D']]);
  });

  it('names an achievement once though several nodes want it', () => {
    const definition = aPathway([all('r', award('A'), any('x', award('A', { id: 'a2' }), award('B')))]);
    expect(names(helps(definition))).toEqual([['r', 'A', 'B']]);
  });

  it('says that an expired award wants renewal', () => {
    const definition = aPathway([award('A')]);
    const awards = [held('w', 'A', '2025-01-01', { expiresOn: '2025-02-01' })];
    const [step] = whatHelpsNext(
      evaluate({ definition, enrolment: null, awards, asOf: '2025-06-01' }),
      definition,
    );
    expect(step?.missing).toEqual([{ node: 'A', achievement: 'A', code: 'EXPIRED' }]);
  });

  it('leaves out what no award can help, and is silent when nothing lacks', () => {
    expect(helps(aPathway([any('r'), nOf('s', 2, award('A'))]))).toEqual([]);
    expect(helps(aPathway([award('A')]), 'A')).toEqual([]);
  });
});

describe('the steps of a pathway', () => {
  it('are its counted requirements in declared order, as the evaluation dates them', () => {
    const definition = aPathway([
      { ...award('B'), title: 'Second letter' },
      optional(award('C')),
      award('A'),
    ]);
    const steps = stepsOf(definition);
    expect(steps).toEqual([
      { step: 1, requirement: 'B', title: 'Second letter' },
      { step: 2, requirement: 'A', title: null },
    ]);
    const awards = [held('a', 'A', '2025-01-01'), held('b', 'B', '2025-02-01', { revokedOn: '2025-03-01' })];
    const result = evaluate({ definition, enrolment: null, awards, asOf: '2025-06-01' });
    expect(result.steps).toEqual([
      { requirement: 'B', reachedOn: '2025-02-01' },
      { requirement: 'A', reachedOn: '2025-01-01' },
    ]);
  });
});
