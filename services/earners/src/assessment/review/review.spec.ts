import type { RequirementText } from '@cairn/events';
import { type Criterion, finalOutcomes, meets, partsBehind, partsOf, type Score, withScores } from './review.js';

const levels = ['beginning', 'meeting', 'leading'].map((key) => ({ key, title: key, description: null, points: null }));
const criterion = (key: string): Criterion => ({ key, title: key, description: null, weight: 1, standard: 'meeting', levels });
const criteria = [criterion('c1'), criterion('c2')];
const score = (of: string, level: string | null, feedback: string | null = null): Score => ({ criterion: of, level, feedback });

describe('scores', () => {
  it('meet the standard from its level on', () => {
    expect(levels.map(({ key }) => meets(criterion('c1'), key))).toEqual([false, true, true]);
  });

  it('are changed one by one, and keep what is not named', () => {
    const kept = withScores([score('c1', 'meeting', 'Good.')], [{ criterion: 'c1', level: 'leading' }, { criterion: 'c2', feedback: 'Say more.' }], criteria);
    expect(kept).toEqual({ ok: true, value: [score('c1', 'leading', 'Good.'), score('c2', null, 'Say more.')] });
    expect(withScores([score('c1', 'meeting', 'Good.')], [{ criterion: 'c1', level: null, feedback: ' ' }], criteria)).toEqual({ ok: true, value: [score('c1', null)] });
  });

  it('off the rubric are refused, every one of them', () => {
    const changes = [{ criterion: 'c1', level: 'superb' }, { criterion: 'c9', level: 'meeting' }, { criterion: 'c2', feedback: 'x'.repeat(5_001) }];
    expect(withScores([], changes, criteria)).toMatchObject({
      ok: false,
      refusals: [
        { code: 'SCORE_INVALID', field: ['scores', '0', 'level'] },
        { code: 'SCORE_INVALID', field: ['scores', '1', 'criterion'] },
        { code: 'INVALID_VALUE', field: ['scores', '2', 'feedback'] },
      ],
    });
  });
});

describe('a final review', () => {
  const codes = (scores: Score[], recommendation: 'MEETS' | 'NOT_YET' | 'SUSPECT') => {
    const decided = finalOutcomes(scores, criteria, recommendation);
    return decided.ok ? decided.value.map((outcome) => outcome.meets) : decided.refusals.map(({ code }) => code);
  };

  it('says of every criterion whether it is met', () => {
    expect(codes([score('c1', 'meeting'), score('c2', 'leading')], 'MEETS')).toEqual([true, true]);
    expect(codes([score('c1', 'meeting'), score('c2', 'beginning', 'Show one more lesson.')], 'NOT_YET')).toEqual([true, false]);
  });

  it('leaves no criterion out, and none below standard without feedback', () => {
    expect(codes([score('c1', 'meeting')], 'MEETS')).toEqual(['SCORE_INVALID']);
    expect(codes([score('c1', null, 'Hm.'), score('c2', 'beginning')], 'SUSPECT')).toEqual(['SCORE_INVALID', 'FEEDBACK_MISSING']);
  });

  it('does not recommend what it found below standard', () => {
    expect(codes([score('c1', 'meeting'), score('c2', 'beginning', 'More.')], 'MEETS')).toEqual(['INVALID_VALUE']);
  });
});

describe('parts of a requirement', () => {
  const leaf = (key: string, judgedBy: string[]): RequirementText => ({
    key,
    kind: 'PART',
    title: null,
    description: null,
    assessed: true,
    effort: null,
    evidence: null,
    criteria: judgedBy,
    pass: null,
    attestorRole: null,
    achievement: null,
    atLeast: null,
    of: [],
  });
  const tree: RequirementText = { ...leaf('', []), key: null, kind: 'ALL', of: [leaf('p1', ['c1']), { ...leaf('', []), key: null, kind: 'ANY', of: [leaf('p2', ['c2']), leaf('p3', ['c1', 'c3'])] }] };

  it('are its leaves, and those behind criteria are found', () => {
    expect(partsOf(tree).map(({ key }) => key)).toEqual(['p1', 'p2', 'p3']);
    expect(partsBehind(['c1'], tree)).toEqual(['p1', 'p3']);
    expect(partsBehind(['c9'], tree)).toEqual([]);
    expect(partsOf(null)).toEqual([]);
  });
});
