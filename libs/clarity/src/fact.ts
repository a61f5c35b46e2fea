export type ClarityFactName =
  | 'ISSUER'
  | 'SECTOR'
  | 'USE_CASE'
  | 'CLAIM_BASIS'
  | 'EARNING_MODES'
  | 'OUTCOMES'
  | 'ALIGNMENTS'
  | 'ASSESSMENT_METHOD'
  | 'SUPERVISION'
  | 'IDENTITY_CHECK'
  | 'RUBRIC'
  | 'EFFORT'
  | 'LEVEL'
  | 'CREDITS'
  | 'VALIDITY'
  | 'QUALITY_ASSURANCE'
  | 'STANDARD_FOLLOWED'
  | 'LANGUAGE';

export type ClarityStatus = 'STATED' | 'NOT_STATED' | 'NOT_APPLICABLE';

/** One of the 18 facts of the clarity card. The value is in words, null unless it is stated. */
export interface ClarityFact {
  readonly fact: ClarityFactName;
  readonly status: ClarityStatus;
  readonly value: string | null;
}

/** The facts in the order in which they are shown, by their names for people. None of them claims what a definition may not have. */
export const factLabels: Readonly<Record<ClarityFactName, string>> = {
  ISSUER: 'Issuer',
  SECTOR: 'Sector',
  USE_CASE: 'Use',
  CLAIM_BASIS: 'Basis of the claim',
  EARNING_MODES: 'Ways of earning',
  OUTCOMES: 'Outcomes',
  ALIGNMENTS: 'Aligned to',
  ASSESSMENT_METHOD: 'How it is assessed',
  SUPERVISION: 'Supervision of the assessment',
  IDENTITY_CHECK: 'Check of identity',
  RUBRIC: 'Rubric',
  EFFORT: 'Effort',
  LEVEL: 'Level',
  CREDITS: 'Credits',
  VALIDITY: 'Validity and maintenance',
  QUALITY_ASSURANCE: 'Quality assurance',
  STANDARD_FOLLOWED: 'Standard followed',
  LANGUAGE: 'Language',
};

/** A fact as it is read out: a gap is said aloud. */
export const factText = ({ status, value }: Pick<ClarityFact, 'status' | 'value'>): string =>
  status === 'STATED' ? (value ?? '') : status === 'NOT_STATED' ? 'not stated' : 'not applicable';
