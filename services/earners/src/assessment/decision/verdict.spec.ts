import type { RequirementText } from '@cairn/events';
import type { Criterion, Outcome } from '../review/review.js';
import { type Judged, togetherOf, verdictOf, type Wish } from './verdict.js';

const leaf = (key: string, criteria: string[]): RequirementText => ({
  key,
  kind: 'PART',
  title: null,
  description: null,
  assessed: true,
  effort: null,
  evidence: null,
  criteria,
  pass: null,
  attestorRole: null,
  achievement: null,
  atLeast: null,
  of: [],
});
const requirement: RequirementText = { ...leaf('', []), key: null, kind: 'ALL', of: [leaf('p1', ['c1']), leaf('p2', ['c2'])] };
const outcome = (criterion: string, met: boolean, feedback: string | null = null): Outcome => ({ criterion, level: met ? 'meeting' : 'beginning', meets: met, feedback });
const failing = [outcome('c1', true), outcome('c2', false, 'Show the lesson itself.')];
const said = (wish: Wish, change: Partial<Judged> = {}) => {
  const decided = verdictOf(wish, { outcomes: failing, requirement, attempt: 1, attemptsMax: null, ...change });
  return decided.ok ? decided.value : decided.refusals.map(({ code }) => code);
};

describe('what a decision says', () => {
  it('returns the parts behind what is below standard, unless others are named', () => {
    expect(said({ kind: 'RETURN' })).toMatchObject({ reason: 'BELOW_STANDARD', returnedParts: ['p2'] });
    expect(said({ kind: 'RETURN', returnedParts: ['p2', 'p1', 'p2'] })).toMatchObject({ returnedParts: ['p1', 'p2'] });
    expect(said({ kind: 'RETURN', returnedParts: ['p9'] })).toEqual(['INVALID_VALUE']);
    expect(said({ kind: 'RETURN', returnedParts: [] })).toEqual(['FIELD_MISSING']);
  });

  it('says what is missing whenever it does not grant', () => {
    const passed = [outcome('c1', true), outcome('c2', true)];
    expect(said({ kind: 'RETURN', returnedParts: ['p1'] }, { outcomes: passed })).toEqual(['FEEDBACK_MISSING']);
    expect(said({ kind: 'DENY', feedback: '  ' }, { outcomes: passed })).toEqual(['FEEDBACK_MISSING']);
    expect(said({ kind: 'RETURN', returnedParts: ['p1'], feedback: 'Say which school.' }, { outcomes: passed })).toMatchObject({ feedback: 'Say which school.' });
    expect(said({ kind: 'DENY' }, { outcomes: [outcome('c1', false)] })).toEqual(['FEEDBACK_MISSING']);
    expect(said({ kind: 'GRANT' }, { outcomes: passed })).toMatchObject({ reason: 'MEETS_STANDARD', feedback: null, returnedParts: [] });
  });

  it('asks for no filing after the last one', () => {
    expect(said({ kind: 'RETURN' }, { attempt: 2, attemptsMax: 2 })).toEqual(['ATTEMPTS_USED_UP']);
    expect(said({ kind: 'DENY' }, { attempt: 2, attemptsMax: 2 })).toMatchObject({ kind: 'DENY' });
  });

  it('has a reason that fits', () => {
    expect(said({ kind: 'GRANT', reason: 'BELOW_STANDARD' })).toEqual(['INVALID_VALUE']);
    expect(said({ kind: 'DENY', reason: 'MEETS_STANDARD' })).toEqual(['INVALID_VALUE']);
  });
});

describe('several reviews together', () => {
  const levels = ['beginning', 'meeting', 'leading'].map((key) => ({ key, title: key, description: null, points: null }));
  const criteria: Criterion[] = [{ key: 'c1', title: 'c1', description: null, weight: 1, standard: 'meeting', levels }];
  const of = (level: string, feedback: string | null = null): Outcome[] => [{ criterion: 'c1', level, meets: level !== 'beginning', feedback }];

  it('come to the middle level, of two to the lower one, with all that was written', () => {
    expect(togetherOf([of('leading', 'Fine.'), of('beginning', 'Thin.'), of('meeting', 'Fine.')], criteria)).toEqual([
      { criterion: 'c1', level: 'meeting', meets: true, feedback: 'Fine.\n\nThin.' },
    ]);
    expect(togetherOf([of('leading'), of('beginning', 'Thin.')], criteria)).toMatchObject([{ level: 'beginning', meets: false }]);
    expect(togetherOf([], criteria)).toEqual([]);
  });
});
