import { basisWords } from '@cairn/clarity';
import { otherBases } from '../achievement-version/claim-basis.js';
import { clarityCard } from '../clarity/clarity-card.js';
import { comparisonOf } from '../clarity/comparison.js';
import type { Described } from '../clarity/described.js';
import type { AchievementVersionInput } from '../schema.types.js';
import { aDescribed } from '../testing/described.js';
import { aFullVersionInput, aRubricInput } from '../testing/version-input.js';
import { definitionOutline } from './definition-outline.js';
import { renderings } from './rendering.js';

const addresses = { definition: 'https://registry.example/a/acv_1', issuer: 'https://registry.example/i/lighthouse' };

/** Everything that this service shows of a definition, as text: each form, the card, and a comparison of it. */
const shown: Readonly<Record<string, (described: Described) => Promise<string>>> = {
  ...Object.fromEntries(
    Object.entries(renderings).map(([form, { render }]) => [
      form,
      // A print is made of its outline and of nothing else.
      async (described: Described) => (form === 'PRINT' ? JSON.stringify(definitionOutline(described, [], [])) : String(await render(described, { languages: [], addresses }))),
    ]),
  ),
  CARD: async ({ version, issuer }) => JSON.stringify(clarityCard(version, issuer)),
  COMPARISON: async ({ version, issuer }) => JSON.stringify(comparisonOf([clarityCard(version, issuer)])),
};

const forbidden = /skill|competenc|mastery/i;

/** States all that could make it look assessed, in words of its own that are none of the forbidden ones. */
const temptation = (change: Partial<AchievementVersionInput>): Partial<AchievementVersionInput> => ({
  ...aFullVersionInput({ useCase: 'INTERNAL_LEARNING' }),
  rubrics: [aRubricInput()],
  alignments: [{ targetName: 'Lamp care', targetUrl: 'https://lamps.example/care', targetFramework: 'Lamps', targetCode: 'L1', level: 'EQF:5' }],
  stated: {
    recognises: 'An evening of listening.',
    learningOutcomes: ['Tells how a lantern is kept.'],
    defaultVisibility: 'PRIVATE',
    supervision: 'SUPERVISED_ON_SITE',
    identityCheck: 'IN_PERSON',
    typeOfAssessment: 'Quiz about lamps',
    qualityAssurance: { by: 'Board of Lamps', statement: 'Looks at it.' },
  },
  ...change,
});

describe.each(Object.keys(shown))('what is shown as %s', (form) => {
  const show = (change: Partial<AchievementVersionInput>) => shown[form]?.(aDescribed(temptation(change))) ?? Promise.resolve('');

  it.each(otherBases)('never says of %s that anybody can do anything', async (claimBasis) => {
    expect(await show({ claimBasis, achievementType: 'CertificateOfCompletion' })).not.toMatch(forbidden);
  });

  it.each([...otherBases, 'KNOWLEDGE', 'DEMONSTRATED_SKILL', 'APPLIED_COMPETENCY'] as const)('says that the basis is %s', async (claimBasis) => {
    expect(await show({ claimBasis })).toContain(basisWords(claimBasis));
  });

  it('shows nothing of an assessment where nothing was assessed', async () => {
    const text = await show({ claimBasis: 'PARTICIPATION' });
    for (const words of ['Quiz about lamps', 'Telling a story', 'supervised on site', ', assessed)', '(exam']) {
      expect(text.replaceAll('not assessed', '').includes(words) && words).toBe(false);
    }
  });
});

it('would notice: what was assessed does use the words', async () => {
  const texts = await Promise.all(Object.values(shown).map((show) => show(aDescribed(temptation({ claimBasis: 'DEMONSTRATED_SKILL' })))));
  expect(texts.filter((text) => forbidden.test(text))).toHaveLength(texts.length);
});
