import type { VersionText } from '../achievement-version/achievement-version.js';
import type { IssuerSector, UseCase } from '../schema.types.js';

/** Sectors that usually issue for a use (the table in "Flavours"); an empty list: any. */
const usual: Readonly<Record<UseCase, readonly IssuerSector[]>> = {
  CREDIT_BEARING: ['HIGHER_EDUCATION'],
  CO_CURRICULAR: ['HIGHER_EDUCATION'],
  NON_CURRICULAR: ['HIGHER_EDUCATION'],
  EXTENSION_CERTIFICATE: ['HIGHER_EDUCATION'],
  FACULTY_DEVELOPMENT: ['HIGHER_EDUCATION'],
  PROFESSIONAL_LEARNING: ['TRAINING_PROVIDER', 'ASSOCIATION', 'NONPROFIT', 'SCHOOL_SYSTEM'],
  MEMBERSHIP: ['ASSOCIATION'],
  CONTRIBUTION: ['ASSOCIATION', 'NONPROFIT'],
  CONTINUING_EDUCATION: ['ASSOCIATION', 'CERTIFICATION_BODY'],
  INDUSTRY_EXPERTISE: ['ASSOCIATION'],
  LEADERSHIP: ['ASSOCIATION', 'EMPLOYER', 'HIGHER_EDUCATION'],
  CERTIFICATION: ['CERTIFICATION_BODY', 'ASSOCIATION', 'VENDOR'],
  PRODUCT_PROFICIENCY: ['VENDOR', 'TRAINING_PROVIDER'],
  INTERNAL_LEARNING: ['EMPLOYER'],
  EMPLOYEE_RECOGNITION: ['EMPLOYER'],
  HONOUR: [],
  INTERNSHIP: ['EMPLOYER', 'HIGHER_EDUCATION'],
  APPRENTICESHIP: ['EMPLOYER', 'GOVERNMENT'],
};

/** F7: an unusual sector is a note on the card, not a refusal. */
export const isUnusual = ({ useCase, issuerSector }: Pick<VersionText, 'useCase' | 'issuerSector'>): boolean =>
  usual[useCase].length > 0 && !usual[useCase].includes(issuerSector);
