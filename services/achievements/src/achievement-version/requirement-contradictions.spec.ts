import type { AchievementVersionInput, RequirementInput, RubricCriterionInput } from '../schema.types.js';
import { aRubricInput, aVersionInput } from '../testing/version-input.js';
import { textContradictions } from './publication.js';
import { leavesOf } from './requirement.js';
import { toRequirement } from './requirement-form.js';
import { checkVersionText } from './version-text.js';

const exam: RequirementInput = { kind: 'EXAM', title: 'Examination', assessed: true };
const criterion = aRubricInput().criteria[0] as RubricCriterionInput;
const [low, high] = criterion.levels as [RubricCriterionInput['levels'][number], RubricCriterionInput['levels'][number]];
const rubricOf = (change: Partial<RubricCriterionInput>) => [aRubricInput({ criteria: [{ ...criterion, ...change }] })];
const score = { key: 'score', name: 'Score', resultType: 'RawScore', valueMin: 0, valueMax: 40 };
const byVoice = { key: 'voice', name: 'Voice', resultType: 'RubricCriterionLevel', criterion: 'voice' };

/** An assessed text; of it, codes and paths of what contradicts itself. */
function faultsOf(change: Partial<AchievementVersionInput>): [string, string][] {
  const checked = checkVersionText(
    aVersionInput({
      useCase: 'INTERNAL_LEARNING',
      claimBasis: 'KNOWLEDGE',
      earningModes: ['ASSESSMENT'],
      requirement: exam,
      rubrics: [aRubricInput()],
      resultDescriptions: [score, byVoice],
      ...change,
    }),
  );
  if (!checked.ok) throw new Error(JSON.stringify(checked.refusals));
  return textContradictions(checked.value).map(({ code, field }) => [code, field?.join('.') ?? '']);
}

describe('requirements, rubrics, results and the policy of assessment', () => {
  it.each<[string, Partial<AchievementVersionInput>]>([
    ['nothing but an examination', { rubrics: [], resultDescriptions: [] }],
    ['criteria of a rubric', { requirement: { ...exam, criteria: ['voice'] } }],
    ['a score that has to be reached', { requirement: { ...exam, pass: { result: 'score', minimum: 24 } } }],
    [
      'points of a level that have to be reached',
      { rubrics: rubricOf({ levels: [{ ...low, points: 0 }, { ...high, points: 2 }] }), requirement: { ...exam, pass: { result: 'voice', minimum: 2 } } },
    ],
    ['text and artefacts', { requirement: { ...exam, evidence: { kinds: ['TEXT', 'FILE'], wordsMax: 300, artefactsMin: 2, artefactsMax: 2 } } }],
    ['a panel of five with three votes', { assessment: { decision: 'PANEL', panel: { members: 5, needed: 3 } } }],
    ['two stages with statements', { assessment: { decision: 'TWO_STAGE', statements: [{ key: 'INTEGRITY', text: 'Mine.' }, { key: 'PRIVACY', text: 'Nobody else.' }] } }],
  ])('may be %s', (_, change) => {
    expect(faultsOf(change)).toEqual([]);
  });

  it.each<[string, Partial<AchievementVersionInput>, string]>([
    ['a criterion that no rubric has', { requirement: { ...exam, criteria: ['voice', 'tone'] } }, 'requirement.criteria.1'],
    ['a criterion twice', { requirement: { ...exam, criteria: ['voice', 'voice'] } }, 'requirement.criteria.1'],
    ['a key twice', { requirement: { kind: 'ALL', of: [{ ...exam, key: 'one' }, { ...exam, key: 'one' }] } }, 'requirement.of.1.key'],
    ['a result that is not described', { requirement: { ...exam, pass: { result: 'mark', minimum: 1 } } }, 'requirement.pass.result'],
    ['a pass beyond the scale', { requirement: { ...exam, pass: { result: 'score', minimum: 41 } } }, 'requirement.pass.minimum'],
    ['a pass on levels without points', { requirement: { ...exam, pass: { result: 'voice', minimum: 1 } } }, 'requirement.pass'],
    [
      'a pass of what is not assessed',
      { requirement: { kind: 'ALL', of: [exam, { kind: 'COURSE', title: 'Attend', pass: { result: 'score', minimum: 1 } }] } },
      'requirement.of.1.pass',
    ],
    ['words without text', { requirement: { ...exam, evidence: { kinds: ['LINK'], wordsMax: 5 } } }, 'requirement.evidence.wordsMax'],
    ['artefacts without a kind of them', { requirement: { ...exam, evidence: { kinds: ['TEXT'], artefactsMax: 1 } } }, 'requirement.evidence.artefactsMax'],
    ['a kind of artefact and none of them', { requirement: { ...exam, evidence: { kinds: ['FILE'], artefactsMax: 0 } } }, 'requirement.evidence.artefactsMax'],
    ['at least three of at most two', { requirement: { ...exam, evidence: { kinds: ['FILE'], artefactsMin: 3, artefactsMax: 2 } } }, 'requirement.evidence.artefactsMin'],
    ['a project of words alone', { requirement: { kind: 'PROJECT', title: 'Project', assessed: true, evidence: { kinds: ['TEXT'] } } }, 'requirement.evidence.kinds'],
    ['somebody who attests an examination', { requirement: { ...exam, attestorRole: 'supervisor' } }, 'requirement.attestorRole'],
    ['a prior award of nothing', { requirement: { kind: 'ALL', of: [exam, { kind: 'PRIOR_AWARD', title: 'Before' }] } }, 'requirement.of.1.achievementId'],
    ['a prior award on an examination', { requirement: { ...exam, achievementId: 'ach_0190a0b0-0000-7000-8000-000000000001' } }, 'requirement.achievementId'],
    ['a rubric twice', { rubrics: [aRubricInput(), aRubricInput({ criteria: [{ ...criterion, key: 'other' }] })] }, 'rubrics.1.key'],
    ['a criterion in two rubrics', { rubrics: [aRubricInput(), aRubricInput({ key: 'other' })] }, 'rubrics.1.criteria.0.key'],
    ['a level twice', { rubrics: rubricOf({ levels: [low, low, high] }) }, 'rubrics.0.criteria.0.levels.1.key'],
    ['a standard that is no level', { rubrics: rubricOf({ standard: 'loud' }) }, 'rubrics.0.criteria.0.standard'],
    ['points on one level', { rubrics: rubricOf({ levels: [{ ...low, points: 0 }, high] }) }, 'rubrics.0.criteria.0.levels.1.points'],
    ['points that fall', { rubrics: rubricOf({ levels: [{ ...low, points: 3 }, { ...high, points: 2 }] }) }, 'rubrics.0.criteria.0.levels.1.points'],
    ['a result twice', { resultDescriptions: [score, score] }, 'resultDescriptions.1.key'],
    ['a result of no criterion', { resultDescriptions: [{ ...byVoice, criterion: 'tone' }] }, 'resultDescriptions.0.criterion'],
    ['levels beside limits', { resultDescriptions: [{ ...byVoice, valueMax: 4 }] }, 'resultDescriptions.0.criterion'],
    ['limits upside down', { resultDescriptions: [{ ...score, valueMin: 50 }] }, 'resultDescriptions.0.valueMin'],
    ['a required value beyond the limits', { resultDescriptions: [{ ...score, requiredValue: 41 }] }, 'resultDescriptions.0.requiredValue'],
    ['a panel of nobody', { assessment: { decision: 'PANEL' } }, 'assessment.panel'],
    ['a panel that does not decide', { assessment: { decision: 'TWO_STAGE', panel: { members: 3, needed: 2 } } }, 'assessment.panel'],
    ['four votes of three', { assessment: { decision: 'PANEL', panel: { members: 3, needed: 4 } } }, 'assessment.panel.needed'],
    ['a statement twice', { assessment: { statements: [{ key: 'PRIVACY', text: 'a' }, { key: 'PRIVACY', text: 'b' }] } }, 'assessment.statements.1.key'],
  ])('are not %s', (_, change, path) => {
    expect(faultsOf(change)).toEqual([['REQUIREMENT_INVALID', `version.${path}`]]);
  });
});

describe('F2: what is not assessed has no results', () => {
  const attended: Partial<AchievementVersionInput> = { claimBasis: 'PARTICIPATION', rubrics: [], requirement: { kind: 'ALL', of: [{ kind: 'COURSE', title: 'Attend' }, exam] } };

  it('may ask for an examination on safety', () => {
    expect(faultsOf({ ...attended, resultDescriptions: [] })).toEqual([]);
  });

  it('states no result descriptions', () => {
    expect(faultsOf({ ...attended, resultDescriptions: [score] })).toEqual([['RESULT_NOT_ALLOWED', 'version.resultDescriptions']]);
  });
});

describe('leaves without a key', () => {
  const keys = (tree: RequirementInput) => leavesOf(toRequirement(tree)).map(({ key }) => key);

  it('get one of their kind and place, the same each time', () => {
    const tree: RequirementInput = {
      kind: 'ALL',
      of: [exam, { kind: 'ANY', of: [{ kind: 'PRIOR_AWARD', title: 'Before' }, exam] }, { kind: 'COURSE', title: 'Attend' }],
    };
    expect(keys(tree)).toEqual(['exam-1', 'prior-award-1', 'exam-2', 'course-1']);
    expect(toRequirement(tree)).toEqual(toRequirement(tree));
  });

  it('do not get one that another leaf was given', () => {
    expect(keys({ kind: 'ALL', of: [exam, { ...exam, key: 'exam-1' }, exam] })).toEqual(['exam-2', 'exam-1', 'exam-3']);
  });

  it('leave operators without one', () => {
    expect(toRequirement({ kind: 'ALL', of: [exam] }).key).toBeNull();
  });
});
