import { type ClarityText, statedFacts } from './clarity-text.js';
import { factsOf } from './facts-of.js';
import { factText } from './fact.js';

const text: ClarityText = {
  issuerSector: 'NONPROFIT',
  useCase: 'CONTRIBUTION',
  claimBasis: 'PARTICIPATION',
  earningModes: [],
  alignments: [{ targetName: 'Lamp care' }],
  requirement: null,
  rubrics: [],
  estimatedEffort: null,
  validFor: null,
  level: null,
  creditsAvailable: [],
  validity: null,
  validUntil: null,
  language: 'en',
  translations: [],
  stated: statedFacts({}),
};

it('reads stated facts, and takes what has another shape as not stated', () => {
  expect(statedFacts({ learningOutcomes: ['a', 1], hours: '3', qualityAssurance: { by: 'Board', statement: 'Yearly.' }, maintenance: { required: false }, supervision: '' })).toMatchObject({
    learningOutcomes: ['a'],
    hours: null,
    qualityAssurance: { by: 'Board', statement: 'Yearly.' },
    maintenance: { required: false, text: null },
    supervision: null,
  });
});

it('says aloud what is not stated, and applies nothing of an assessment to what nobody assessed', () => {
  const said = Object.fromEntries(factsOf(text, undefined).map((fact) => [fact.fact, factText(fact)]));
  expect(Object.keys(said)).toHaveLength(18);
  expect(said).toMatchObject({ OUTCOMES: 'not stated', ALIGNMENTS: 'not applicable', EFFORT: 'not applicable', CLAIM_BASIS: 'Participation, not assessed', ISSUER: 'not stated' });
});
