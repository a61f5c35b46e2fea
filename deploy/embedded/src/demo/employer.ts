import { achievement, all, attestation, award, course, type DemoProvider, exam } from './demo-provider.js';

const sector = { issuerSector: 'EMPLOYER' } as const;

/** An employer that also makes a product: what its people learn stays inside the house. */
export const employer: DemoProvider = {
  issuer: {
    slug: 'northbank-cranes',
    name: 'Northbank Cranes',
    url: 'https://northbank-cranes.example',
    description: 'An invented maker of harbour cranes.',
    sectors: ['EMPLOYER', 'VENDOR'],
    country: 'DE',
  },
  achievements: [
    achievement('site-safety', sector, {
      title: 'Safety on site',
      description: 'What everyone on a site must know.',
      criteria: 'Take the course and pass the test.',
      useCase: 'INTERNAL_LEARNING',
      claimBasis: 'KNOWLEDGE',
      earningModes: ['COURSE', 'ASSESSMENT'],
      requirement: all(course('Two days on site'), exam('Test of 40 questions')),
      estimatedEffort: 'PT16H',
      validFor: 'P1Y',
      duplicatePolicy: 'MANY',
    }),
    achievement('crane-fitter', sector, {
      title: 'Apprenticeship: crane fitter',
      description: 'Three years in the works, with a craft examination at the end.',
      criteria: 'The master attests the years; the examination is passed.',
      achievementType: 'ApprenticeshipCertificate',
      useCase: 'APPRENTICESHIP',
      claimBasis: 'APPLIED_COMPETENCY',
      earningModes: ['WORK_BASED', 'ASSESSMENT'],
      requirement: all(attestation("The master's statement"), exam('Craft examination')),
      estimatedEffort: 'P3Y',
      level: 'EQF:4',
    }),
    achievement('lift-planner', { issuerSector: 'VENDOR' }, {
      title: 'Lift Planner 4: proficient user',
      description: 'Plans lifts with the product Lift Planner, edition 4.',
      criteria: 'Plan three lifts in the examination.',
      achievementType: 'Certification',
      useCase: 'PRODUCT_PROFICIENCY',
      claimBasis: 'DEMONSTRATED_SKILL',
      earningModes: ['ASSESSMENT'],
      requirement: exam('Practical examination: three lifts'),
      validFor: 'P2Y',
    }),
    achievement('steady-hand', sector, {
      title: 'Steady hand',
      description: 'Colleagues thank a colleague who stayed calm.',
      criteria: 'Nominated by two colleagues.',
      achievementType: 'Award',
      useCase: 'EMPLOYEE_RECOGNITION',
      claimBasis: 'DISPOSITION',
      earningModes: ['NOMINATION'],
      requirement: attestation('Nomination by two colleagues'),
      acceptance: 'REQUIRED',
    }),
  ],
  pathway: {
    code: 'site-supervisor',
    title: 'Site supervisor',
    access: 'MEMBERS_ONLY',
    requirements: [award('safety', 'site-safety', 'Safety'), award('planning', 'lift-planner', 'Lift planning')],
  },
  people: 60,
  identifierType: 'EMPLOYEE_ID',
  visibility: 'PRIVATE',
};
