import type { RequirementText } from '@cairn/events';
import { checkResults, resultRulesOf } from './result-rule.js';

const leaf = (change: Partial<RequirementText>): RequirementText => ({
  key: null, kind: 'EXAM', title: 'Examination', description: null, assessed: true, effort: null, evidence: null, criteria: [], pass: null,
  attestorRole: null, achievement: null, atLeast: null, of: [], ...change,
});
const level = (key: string) => ({ key, title: key, description: null, points: null });
const described = (key: string, change: object = {}) => ({
  key, name: key, resultType: 'RawScore', criterion: null, valueMin: null, valueMax: null, requiredValue: null, allowedValues: [], ...change,
});
const rules = resultRulesOf({
  requirement: leaf({ kind: 'ALL', of: [leaf({ pass: { result: 'score', minimum: 700 } }), leaf({ kind: 'PART' })] }),
  rubrics: [{ key: 'r', title: 'Rubric', criteria: [{ key: 'clarity', title: 'Clarity', description: null, weight: 1, standard: 'good', levels: [level('poor'), level('good')] }] }],
  resultDescriptions: [
    described('score', { valueMin: 100, valueMax: 1000 }),
    described('clarity', { resultType: 'RubricCriterionLevel', criterion: 'clarity' }),
    described('grade', { allowedValues: ['A', 'B'] }),
    described('points', { requiredValue: 10 }),
  ],
});

describe('results under the rules of a version', () => {
  test.each([
    ['passes at the minimum', { name: 'Exam', value: '700', resultDescription: 'score' }, null],
    ['is bound by the description of its name', { name: 'score', value: '699.5' }, 'RESULT_BELOW_PASS'],
    ['is free where nothing describes it', { name: 'Remark', value: 'well done' }, null],
    ['lies on its scale', { name: 'Exam', value: '1001', resultDescription: 'score' }, 'INVALID_VALUE'],
    ['is a number where there is a scale', { name: 'Exam', value: 'seven hundred', resultDescription: 'score' }, 'INVALID_VALUE'],
    ['is one of the values allowed', { name: 'grade', value: 'C' }, 'INVALID_VALUE'],
    ['reaches the value that its description requires', { name: 'points', value: '9' }, 'RESULT_BELOW_PASS'],
    ['names a level of its criterion', { name: 'Clarity', value: 'Good', resultDescription: 'clarity', achievedLevel: 'good' }, null],
    ['names no level that the criterion lacks', { name: 'Clarity', value: 'Great', resultDescription: 'clarity', achievedLevel: 'great' }, 'INVALID_VALUE'],
    ['names no description that the version lacks', { name: 'Exam', value: '1', resultDescription: 'other' }, 'INVALID_VALUE'],
  ])('%s', (_rule, result, code) => {
    expect(checkResults([result], rules)[0]?.code ?? null).toBe(code);
  });
});
