import { achievement, attestation, award, course, type DemoProvider, part } from './demo-provider.js';

const sector = { issuerSector: 'NONPROFIT' } as const;

/** A museum with a pathway that anyone may see and follow. */
export const museum: DemoProvider = {
  issuer: {
    slug: 'museum-of-tides',
    name: 'Museum of Tides',
    url: 'https://museum-of-tides.example',
    description: 'An invented museum about the sea and the people beside it.',
    sectors: ['NONPROFIT'],
    country: 'DK',
  },
  achievements: [
    achievement('tide-walk', sector, {
      title: 'Tide walk',
      description: 'A guided walk over the tidal flats.',
      criteria: 'Walk with a guide from shore to shore.',
      useCase: 'NON_CURRICULAR',
      claimBasis: 'PARTICIPATION',
      earningModes: ['COURSE'],
      requirement: course('The walk'),
      stated: { recognises: 'A walk from shore to shore.', formOfParticipation: 'ON_SITE', price: { amount: 12.5, currency: 'DKK' } },
      estimatedEffort: 'PT3H',
    }),
    achievement('shore-watch', sector, {
      title: 'Shore watch',
      description: 'A season of counting birds for the museum.',
      criteria: 'Ten counts in a season; the warden attests them.',
      achievementType: 'CommunityService',
      useCase: 'CONTRIBUTION',
      claimBasis: 'EXPERIENCE',
      earningModes: ['WORK_BASED'],
      requirement: attestation("The warden's statement", 'supervisor'),
      stated: { recognises: 'A season of counts.', contributionKind: 'Counting birds', attestorRole: 'warden' },
    }),
    achievement('object-stories', sector, {
      title: 'Object stories',
      description: 'Tells the story of one object of the collection to visitors.',
      criteria: 'Tell the story twice; a curator scores it by the sheet.',
      useCase: 'CO_CURRICULAR',
      claimBasis: 'DEMONSTRATED_SKILL',
      earningModes: ['ASSESSMENT'],
      requirement: part('Two tellings, scored by a curator', true),
      stated: { learningOutcomes: ['Tells the story of an object so that visitors ask on.'], activity: 'Telling in the gallery', term: 'One season', typeOfAssessment: 'Observation by a sheet' },
      estimatedEffort: 'PT15H',
    }),
    achievement('keeper-of-tides', sector, {
      title: 'Keeper of tides',
      description: 'Thanks to those who walked, watched and told.',
      criteria: 'Complete the pathway “Keeper of tides”.',
      achievementType: 'Award',
      useCase: 'HONOUR',
      claimBasis: 'EXPERIENCE',
      earningModes: ['WORK_BASED', 'BADGING_PROGRAM'],
      requirement: attestation('Statement of the museum', 'supervisor'),
      stated: { recognises: 'Walking, watching and telling.', grantingBody: 'Museum of Tides', selectionStatement: 'Whoever completes the pathway.' },
    }),
  ],
  pathway: {
    code: 'keeper-of-tides',
    title: 'Keeper of tides',
    access: 'PUBLIC',
    requirements: [
      award('walk', 'tide-walk', 'Tide walk'),
      { id: 'service', kind: 'any', title: 'Watch or tell', of: [award('watch', 'shore-watch', 'Shore watch'), award('tell', 'object-stories', 'Object stories')] },
    ],
    completion: 'keeper-of-tides',
  },
  people: 40,
  identifierType: 'EMAIL',
  visibility: 'PUBLIC',
};
