import type { AchievementVersionInput } from '../schema.types.js';

/** A version that could be published as it is: a museum recognises attendance. */
export const aVersionInput = (change: Partial<AchievementVersionInput> = {}): AchievementVersionInput => ({
  title: 'Keeper of the Lantern',
  description: 'Took part in an evening at the lighthouse museum.',
  criteria: 'Attend one guided evening.',
  language: 'en',
  achievementType: 'Badge',
  issuerSector: 'NONPROFIT',
  useCase: 'CONTRIBUTION',
  claimBasis: 'PARTICIPATION',
  earningModes: ['COURSE'],
  requirement: { kind: 'COURSE', title: 'The guided evening', assessed: false },
  acceptance: 'NOT_NEEDED',
  duplicatePolicy: 'ONE_ACTIVE',
  ...change,
});

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
        { kind: 'ATTESTATION', title: 'Statement of the supervisor', assessed: false },
      ],
    },
    estimatedEffort: 'PT30H',
    creditsAvailable: [{ unit: 'ECTS', amount: 2.5 }],
    level: 'EQF:6',
    ...change,
  });
