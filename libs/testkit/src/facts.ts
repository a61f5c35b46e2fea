import type { AchievementVersionText, AwardFact, IssuerProfile } from '@cairn/events';
import { newId } from '@cairn/postgres';

/** An active issuer as its events tell of it; a test names what matters to it. */
export const anIssuerProfile = (change: Partial<IssuerProfile> = {}): IssuerProfile => ({
  issuer: newId(),
  slug: 'riverside',
  name: 'Riverside University',
  url: 'https://riverside.example',
  imageUrl: null,
  description: null,
  sectors: ['HIGHER_EDUCATION'],
  country: null,
  state: 'ACTIVE',
  domainState: 'UNVERIFIED',
  at: '2026-01-01T00:00:00Z',
  ...change,
});

/** The text of a published version, as its event carries it. */
export const aVersionText = (change: Partial<AchievementVersionText> = {}): AchievementVersionText => ({
  achievement: newId(),
  achievementVersion: newId(),
  issuer: newId(),
  code: 'BOAT-1',
  number: 1,
  contentHash: 'a'.repeat(64),
  title: 'Boat handling',
  description: 'Handles a boat on a river.',
  criteria: 'A morning on the water.',
  imageUrl: null,
  language: 'en',
  achievementType: 'Certificate',
  issuerSector: 'HIGHER_EDUCATION',
  useCase: 'CO_CURRICULAR',
  claimBasis: 'PARTICIPATION',
  assessed: false,
  earningModes: ['COURSE'],
  alignments: [],
  tags: [],
  rubrics: [],
  resultDescriptions: [],
  stated: {},
  translations: [],
  estimatedEffort: null,
  creditsAvailable: [],
  level: null,
  validFor: null,
  acceptance: 'NOT_NEEDED',
  duplicatePolicy: 'ONE_ACTIVE',
  publishedOn: '2026-01-01',
  ...change,
});

/** An award that has just been issued, private and without results. */
export const anAwardFact = (change: Partial<AwardFact> = {}): AwardFact => ({
  award: newId(),
  version: 1,
  earner: newId(),
  issuer: newId(),
  achievement: newId(),
  achievementVersion: newId(),
  state: 'ACTIVE',
  awardedOn: '2026-05-01',
  validUntil: null,
  visibility: 'PRIVATE',
  results: [],
  recordedAt: '2026-05-01T00:00:00.000Z',
  ...change,
});
