import type { AchievementVersionInput, RubricInput, VersionFactsInput } from '../schema.types.js';

/** A version that could be published as it is: a museum recognises attendance. */
export const aVersionInput = (change: Partial<AchievementVersionInput> = {}): AchievementVersionInput => ({
  title: 'Keeper of the Lantern',
  description: 'Took part in an evening at the lighthouse museum.',
  criteria: 'Attend one guided evening.',
  imageUrl: 'https://museum.example/lantern.png',
  imageAltText: 'A lantern in a tower',
  language: 'en',
  achievementType: 'Badge',
  issuerSector: 'NONPROFIT',
  useCase: 'CONTRIBUTION',
  claimBasis: 'PARTICIPATION',
  earningModes: ['COURSE'],
  requirement: { kind: 'COURSE', title: 'The guided evening', assessed: false },
  stated: { recognises: 'An evening of listening.', contributionKind: 'Attendance', attestorRole: 'guide', learningOutcomes: ['Tells how a lantern is kept.'] },
  acceptance: 'NOT_NEEDED',
  duplicatePolicy: 'ONE_ACTIVE',
  ...change,
});

/** A rubric of one criterion with two levels. */
export const aRubricInput = (change: Partial<RubricInput> = {}): RubricInput => ({
  key: 'telling',
  title: 'Telling a story',
  criteria: [
    {
      key: 'voice',
      title: 'Voice',
      weight: 1,
      standard: 'heard',
      levels: [
        { key: 'not-yet', title: 'Not yet heard' },
        { key: 'heard', title: 'Heard at the last row' },
      ],
    },
  ],
  ...change,
});

/** Every fact that some use case demands. */
const fullFacts: VersionFactsInput = {
  learningOutcomes: ['Tells how a lantern is kept.'],
  recognises: 'An evening of listening.',
  activity: 'Guided evening',
  term: 'Winter 2026',
  audience: 'Guides of the museum',
  competency: 'Telling a story',
  method: 'Told twice, heard once',
  researchBasis: 'Kestrel (2019), Stories that stay',
  membershipPeriod: 'One year',
  termsUrl: 'https://museum.example/terms',
  contributionKind: 'Attendance',
  attestorRole: 'guide',
  nominatorRule: 'Any two keepers',
  grantingBody: 'The board of the museum',
  selectionStatement: 'The board votes once a year.',
  host: 'Lighthouse Museum',
  period: 'June to August',
  hours: 240,
  occupationCode: 'ISCO-08:3433',
  gradingScheme: 'Pass or fail',
  field: 'Museums',
  product: 'Lampfinder',
  productEdition: '4',
  standardFollowed: 'NONE_STATED',
  maintenance: { required: false },
};

/** A version for any use case: it states all that any of them demands, and has a requirement for every mode. */
export const aFullVersionInput = (change: Partial<AchievementVersionInput> = {}): AchievementVersionInput =>
  aVersionInput({
    achievementType: 'Badge',
    earningModes: ['COURSE', 'ASSESSMENT'],
    requirement: {
      kind: 'ALL',
      of: [
        { kind: 'COURSE', title: 'Attend', assessed: false },
        { kind: 'EXAM', title: 'Pass the examination', assessed: true },
        { kind: 'ATTESTATION', title: 'Statement of the supervisor', attestorRole: 'supervisor', assessed: false },
      ],
    },
    rubrics: [aRubricInput()],
    stated: fullFacts,
    estimatedEffort: 'PT30H',
    creditsAvailable: [{ unit: 'CEU', amount: 2.5, category: 'lamps' }],
    level: 'EQF:6',
    validity: 'NEVER_EXPIRES',
    ...change,
  });
