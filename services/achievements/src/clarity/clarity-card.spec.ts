import { basisWords, titleWithBasis } from '@cairn/clarity';
import { checkVersionText } from '../achievement-version/version-text.js';
import type { AchievementVersionInput, UseCase } from '../schema.types.js';
import { aFullVersionInput, aRubricInput, aVersionInput } from '../testing/version-input.js';
import { clarityCard } from './clarity-card.js';
import { comparisonOf } from './comparison.js';

const issuer = { name: 'Lighthouse Museum' };
const cardOf = (input: AchievementVersionInput) => {
  const text = checkVersionText(input);
  if (!text.ok) throw new Error(JSON.stringify(text.refusals));
  return clarityCard(text.value, issuer);
};
const exam = { kind: 'EXAM', title: 'Written examination', assessed: true } as const;
/** States every one of the 18 facts. */
const full = () =>
  cardOf(
    aFullVersionInput({
      useCase: 'CONTINUING_EDUCATION',
      claimBasis: 'DEMONSTRATED_SKILL',
      alignments: [{ targetName: 'Lamp care', targetUrl: 'https://skills.example/lamp', level: 'EQF:5' }],
      stated: {
        learningOutcomes: ['Tells how a lantern is kept.'],
        supervision: 'SUPERVISED_ON_SITE',
        identityCheck: 'IN_PERSON',
        standardFollowed: 'ISO_IEC_17024',
        qualityAssurance: { by: 'Board of Lamps', statement: 'Looks at it once a year.' },
        maintenance: { required: false },
        recognition: [{ by: 'Port authority', as: 'a day of leave' }],
      },
      assessment: { decision: 'PANEL', panel: { members: 5, needed: 3 }, statements: [] },
    }),
  );
/** States nothing that can be left out. */
const bare = () => cardOf(aVersionInput({ useCase: 'CREDIT_BEARING', claimBasis: 'KNOWLEDGE', earningModes: ['ASSESSMENT'], requirement: exam, stated: {} }));

const statusOf = (card: ReturnType<typeof bare>) => Object.fromEntries(card.facts.map(({ fact, status }) => [fact, status]));

describe('the clarity card', () => {
  it('has 18 facts, each once, and counts those that are stated among those that are applicable', () => {
    expect(full()).toMatchObject({ stated: 18, applicable: 18, completeness: 1, standardFollowed: 'ISO_IEC_17024', notes: ['It is unusual for the sector nonprofit to issue this for the use continuing education.'] });
    expect(new Set(full().facts.map(({ fact }) => fact)).size).toBe(18);
    const card = bare();
    expect(card).toMatchObject({ stated: 7, applicable: 18, standardFollowed: 'NONE_STATED', whoAssessed: null });
    expect(card.completeness).toBe(7 / 18);
  });

  it('says who assessed how, and who recognises it', () => {
    expect(full()).toMatchObject({
      howAssessed: 'exam: Pass the examination',
      whoAssessed: 'A panel of 5 decides; 3 of them have to agree',
      recognisedBy: [{ by: 'Port authority', as: 'a day of leave' }],
    });
    expect(bare().howAssessed).toBe('exam: Written examination');
  });

  it('states nothing of an assessment where nothing is assessed, whatever its fields say', () => {
    const card = cardOf(
      aVersionInput({
        requirement: { kind: 'ALL', of: [{ kind: 'COURSE', title: 'The evening' }, exam] },
        rubrics: [aRubricInput()],
        level: 'EQF:6',
        alignments: [{ targetName: 'Lamp care', targetUrl: 'https://skills.example/lamp' }],
        stated: { recognises: 'An evening.', supervision: 'SUPERVISED_ON_SITE', identityCheck: 'IN_PERSON', typeOfAssessment: 'Quiz' },
      }),
    );
    expect(statusOf(card)).toMatchObject({
      ASSESSMENT_METHOD: 'NOT_APPLICABLE',
      SUPERVISION: 'NOT_APPLICABLE',
      IDENTITY_CHECK: 'NOT_APPLICABLE',
      RUBRIC: 'NOT_APPLICABLE',
      LEVEL: 'NOT_APPLICABLE',
      ALIGNMENTS: 'NOT_APPLICABLE',
      OUTCOMES: 'STATED',
    });
    expect(card).toMatchObject({ assessed: false, howAssessed: null, whoAssessed: null, basis: 'Participation, not assessed' });
  });

  it.each<[UseCase, string]>([['CREDIT_BEARING', 'NOT_STATED'], ['PRODUCT_PROFICIENCY', 'NOT_APPLICABLE'], ['MEMBERSHIP', 'NOT_APPLICABLE']])('asks for credits of %s: %s', (useCase, status) => {
    expect(statusOf(cardOf(aVersionInput({ useCase }))).CREDITS).toBe(status);
  });

  it.each<[Partial<AchievementVersionInput>, string | null]>([
    [{}, null],
    [{ validity: 'NEVER_EXPIRES' }, 'never expires'],
    [{ validity: 'PERIOD', validFor: 'P2Y' }, 'for 2 years'],
    [{ validity: 'FIXED_DATE', validUntil: '2030-06-30' }, 'until 2030-06-30'],
    [{ validity: 'MAINTAINED' }, null],
    [{ validity: 'PERIOD', validFor: 'P1Y', stated: { maintenance: { required: false } } }, 'for 1 year; nothing has to be done to keep it'],
  ])('reads the validity of %j as %s', (change, value) => {
    expect(cardOf(aVersionInput(change)).facts.find(({ fact }) => fact === 'VALIDITY')).toMatchObject({ value });
  });

  it('has no member by which one definition could be put above another', () => {
    expect(Object.keys(full()).filter((name) => /rank|score|rating|grade|best/i.test(name))).toEqual([]);
  });
});

it('a comparison says a gap aloud, in 18 rows', () => {
  const rows = comparisonOf([full(), bare()]);
  expect(rows).toHaveLength(18);
  expect(rows.every(({ cells }) => cells.length === 2 && cells.every(({ text }) => text !== ''))).toBe(true);
  expect(rows.find(({ fact }) => fact === 'QUALITY_ASSURANCE')?.cells.map(({ text }) => text)).toEqual(['Board of Lamps: Looks at it once a year.', 'not stated']);
});

it('a title is never without its basis, and what is not assessed says so', () => {
  expect(titleWithBasis('Lamps', 'EXPERIENCE')).toBe('Lamps (Experience, not assessed)');
  for (const basis of ['EXPERIENCE', 'DISPOSITION', 'PARTICIPATION'] as const) expect(basisWords(basis)).toMatch(/not assessed$/);
  for (const basis of ['KNOWLEDGE', 'DEMONSTRATED_SKILL', 'APPLIED_COMPETENCY'] as const) expect(basisWords(basis)).not.toMatch(/not assessed/);
});
