import type { ClaimBasis, UseCase } from '../schema.types.js';
import type { VersionText } from './achievement-version.js';
import { assessedBases, otherBases } from './claim-basis.js';
import { isAttestedBy, leavesOf } from './requirement.js';
import type { VersionFacts } from './version-facts.js';

/** Something that has to be stated at publication: where, in words, and the places where a version lacks it. */
export interface Demand {
  readonly what: string;
  /** Paths below the version; empty when it is stated. */
  readonly missingIn: (text: VersionText) => readonly string[][];
}

interface UseCaseRule {
  readonly bases: readonly ClaimBasis[];
  readonly demands: readonly Demand[];
}

const unless = (path: string[], what: string, isIn: (text: VersionText) => boolean): Demand => ({ what, missingIn: (text) => (isIn(text) ? [] : [path]) });
const stated = (name: keyof VersionFacts, what: string): Demand => unless(['stated', name], what, ({ stated }) => isStated(stated[name]));
const isStated = (value: unknown): boolean => value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);

const credits = unless(['creditsAvailable'], 'the credits with their unit', (text) => text.creditsAvailable.length > 0);
const creditCategory: Demand = {
  what: 'the category of the credits',
  missingIn: ({ creditsAvailable }) => creditsAvailable.flatMap(({ category }, index) => (isStated(category) ? [] : [['creditsAvailable', String(index), 'category']])),
};
const level = unless(['level'], 'the level with its framework', (text) => text.level !== null);
const effort = unless(['estimatedEffort'], 'the estimated effort', (text) => text.estimatedEffort !== null);
const termOrEffort = unless(['stated', 'term'], 'the term, or the estimated effort', (text) => text.stated.term !== null || text.estimatedEffort !== null);
const rubric = unless(['rubrics'], 'a rubric', (text) => text.rubrics.length > 0);
const validity = unless(['validity'], 'for how long an award is valid', (text) => text.validity !== null);
const supervisor = unless(['requirement'], "the supervisor's attestation, as a requirement of kind ATTESTATION with the role `supervisor`", (text) =>
  leavesOf(text.requirement).some((leaf) => isAttestedBy('supervisor', leaf)),
);
const atWork: readonly Demand[] = [
  stated('host', 'where the work is done'),
  stated('period', 'from when to when'),
  stated('hours', 'the hours of work'),
  supervisor,
];

const any: readonly ClaimBasis[] = [...assessedBases, ...otherBases];
const rule = (bases: readonly ClaimBasis[], ...demands: Demand[]): UseCaseRule => ({ bases, demands });

/** Bases allowed and facts demanded by use case (the table in "Flavours"). */
export const useCases: Readonly<Record<UseCase, UseCaseRule>> = {
  CREDIT_BEARING: rule(assessedBases, credits, level, stated('gradingScheme', 'how it is graded')),
  CO_CURRICULAR: rule(any, stated('activity', 'the activity'), termOrEffort),
  NON_CURRICULAR: rule(any, effort),
  EXTENSION_CERTIFICATE: rule([...assessedBases, 'PARTICIPATION'], effort, stated('learningOutcomes', 'the learning outcomes')),
  FACULTY_DEVELOPMENT: rule(any, stated('audience', 'whom it is for')),
  PROFESSIONAL_LEARNING: rule(
    assessedBases,
    stated('competency', 'the one competency'),
    stated('method', 'how the competency is practised'),
    stated('researchBasis', 'the research it rests on'),
    effort,
    rubric,
  ),
  MEMBERSHIP: rule(['PARTICIPATION'], stated('membershipPeriod', 'the period of the membership'), stated('termsUrl', 'the address of the terms')),
  CONTRIBUTION: rule(otherBases, stated('contributionKind', 'the kind of contribution'), stated('attestorRole', 'who attests')),
  CONTINUING_EDUCATION: rule([...assessedBases, 'PARTICIPATION'], credits, creditCategory),
  INDUSTRY_EXPERTISE: rule([...assessedBases, 'EXPERIENCE'], level, stated('field', 'the field')),
  LEADERSHIP: rule(['EXPERIENCE', 'DISPOSITION', 'APPLIED_COMPETENCY'], stated('attestorRole', 'who attests')),
  CERTIFICATION: rule(
    assessedBases,
    stated('standardFollowed', 'the standard that is followed, or NONE_STATED'),
    validity,
    stated('maintenance', 'the rule of maintenance, or `required: false`'),
  ),
  PRODUCT_PROFICIENCY: rule(assessedBases, stated('product', 'the product'), stated('productEdition', 'the edition of the product')),
  INTERNAL_LEARNING: rule(any, stated('defaultVisibility', 'who sees an award')),
  EMPLOYEE_RECOGNITION: rule(['EXPERIENCE', 'DISPOSITION'], stated('nominatorRule', 'who may nominate')),
  HONOUR: rule(['EXPERIENCE', 'DISPOSITION'], stated('grantingBody', 'who grants it'), stated('selectionStatement', 'how those who receive it are chosen')),
  INTERNSHIP: rule(['EXPERIENCE', 'DEMONSTRATED_SKILL', 'APPLIED_COMPETENCY'], ...atWork),
  APPRENTICESHIP: rule(['EXPERIENCE', 'DEMONSTRATED_SKILL', 'APPLIED_COMPETENCY'], ...atWork, stated('occupationCode', 'the code of the occupation')),
};

const recognised = 'what is recognised, or a learning outcome';

/** What every version has to state at publication, whatever it is used for. */
export const commonDemands: readonly Demand[] = [
  unless(['imageUrl'], 'the image', (text) => text.imageUrl !== null),
  unless(['imageAltText'], 'what the image shows, for those who do not see it', (text) => text.imageAltText !== null),
  unless(['stated', 'learningOutcomes'], 'at least one learning outcome', (text) => otherBases.includes(text.claimBasis) || text.stated.learningOutcomes.length > 0),
  unless(['stated', 'recognises'], recognised, (text) => assessedBases.includes(text.claimBasis) || text.stated.recognises !== null || text.stated.learningOutcomes.length > 0),
];
