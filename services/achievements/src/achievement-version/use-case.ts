import type { ClaimBasis, UseCase } from '../schema.types.js';
import { assessedBases, otherBases } from './claim-basis.js';
import type { VersionText } from './achievement-version.js';
import { leavesOf } from './requirement.js';

/** What a use case may demand to be stated at publication beyond the fields that every version has. */
export type Stated = 'creditsAvailable' | 'level' | 'estimatedEffort' | 'attestation';

interface UseCaseRule {
  readonly bases: readonly ClaimBasis[];
  readonly stated: readonly Stated[];
}

const any: readonly ClaimBasis[] = [...assessedBases, ...otherBases];
const rule = (bases: readonly ClaimBasis[], ...stated: Stated[]): UseCaseRule => ({ bases, stated });

/** Bases allowed and facts demanded by use case (the table in "Flavours", for the fields that a version has). */
export const useCases: Readonly<Record<UseCase, UseCaseRule>> = {
  CREDIT_BEARING: rule(assessedBases, 'creditsAvailable', 'level'),
  CO_CURRICULAR: rule(any, 'estimatedEffort'),
  NON_CURRICULAR: rule(any, 'estimatedEffort'),
  EXTENSION_CERTIFICATE: rule([...assessedBases, 'PARTICIPATION'], 'estimatedEffort'),
  FACULTY_DEVELOPMENT: rule(any),
  PROFESSIONAL_LEARNING: rule(assessedBases, 'estimatedEffort'),
  MEMBERSHIP: rule(['PARTICIPATION']),
  CONTRIBUTION: rule(otherBases),
  CONTINUING_EDUCATION: rule([...assessedBases, 'PARTICIPATION'], 'creditsAvailable'),
  INDUSTRY_EXPERTISE: rule([...assessedBases, 'EXPERIENCE'], 'level'),
  LEADERSHIP: rule(['EXPERIENCE', 'DISPOSITION', 'APPLIED_COMPETENCY']),
  CERTIFICATION: rule(assessedBases),
  PRODUCT_PROFICIENCY: rule(assessedBases),
  INTERNAL_LEARNING: rule(any),
  EMPLOYEE_RECOGNITION: rule(['EXPERIENCE', 'DISPOSITION']),
  HONOUR: rule(['EXPERIENCE', 'DISPOSITION']),
  INTERNSHIP: rule(['EXPERIENCE', 'DEMONSTRATED_SKILL', 'APPLIED_COMPETENCY'], 'estimatedEffort', 'attestation'),
  APPRENTICESHIP: rule(['EXPERIENCE', 'DEMONSTRATED_SKILL', 'APPLIED_COMPETENCY'], 'estimatedEffort', 'attestation'),
};

/** Whether a version states a fact that its use case demands, and where it would be stated. */
export const statements: Readonly<
  Record<Stated, { readonly field: keyof VersionText; readonly what: string; readonly isIn: (text: VersionText) => boolean }>
> = {
  creditsAvailable: { field: 'creditsAvailable', what: 'the credits with their unit', isIn: (text) => text.creditsAvailable.length > 0 },
  level: { field: 'level', what: 'the level with its framework', isIn: (text) => text.level !== null },
  estimatedEffort: { field: 'estimatedEffort', what: 'the estimated effort', isIn: (text) => text.estimatedEffort !== null },
  attestation: {
    field: 'requirement',
    what: "the supervisor's attestation, as a requirement of kind ATTESTATION",
    isIn: (text) => leavesOf(text.requirement).some(({ kind }) => kind === 'ATTESTATION'),
  },
};
