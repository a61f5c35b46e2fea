import type { MaintenanceTerms } from './maintenance-rule.js';
import type {
  FormOfParticipation,
  IdentityCheck,
  MaintenanceAnchor,
  MaintenanceShortfall,
  StandardFollowed,
  StatedVisibility,
  Supervision,
} from '../schema.types.js';

/** An amount of credit. */
export interface Credits {
  readonly unit: string;
  readonly amount: number;
  readonly category: string | null;
}

export interface QualityAssurance {
  readonly by: string;
  readonly statement: string;
  readonly url: string | null;
}

export interface Price {
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
}

/** What keeps an award valid. `required` false says aloud that nothing does; the other members are null or empty then. */
export interface MaintenanceRule extends MaintenanceTerms {
  readonly required: boolean;
  readonly reference: string | null;
  readonly anchor: MaintenanceAnchor | null;
  readonly anchorDate: string | null;
  readonly cycle: string | null;
  readonly window: string | null;
  readonly grace: string | null;
  readonly reinstateWithin: string | null;
  readonly credits: readonly Credits[];
  readonly carryOverAtMost: number | null;
  readonly shortfall: MaintenanceShortfall | null;
  readonly renewalAssessment: boolean | null;
  readonly auditShare: number | null;
  readonly text: string | null;
}

export interface Recognition {
  readonly by: string;
  readonly as: string;
  readonly url: string | null;
  readonly reference: string | null;
}

/** Facts that are a text of their own. */
export const factTexts = [
  'recognises',
  'activity',
  'term',
  'audience',
  'competency',
  'method',
  'researchBasis',
  'membershipPeriod',
  'contributionKind',
  'attestorRole',
  'nominatorRule',
  'grantingBody',
  'selectionStatement',
  'host',
  'period',
  'occupationCode',
  'gradingScheme',
  'field',
  'product',
  'productEdition',
  'standardName',
  'typeOfAssessment',
  'prerequisites',
  'entitlement',
  'stackability',
  'furtherInformation',
] as const;

export type FactText = (typeof factTexts)[number];

/** What a definition states beyond its title and texts; null or empty when not stated. By their names in the graph. */
export interface VersionFacts extends Readonly<Record<FactText, string | null>> {
  readonly learningOutcomes: readonly string[];
  readonly termsUrl: string | null;
  readonly hours: number | null;
  readonly standardFollowed: StandardFollowed | null;
  readonly defaultVisibility: StatedVisibility | null;
  readonly formOfParticipation: FormOfParticipation | null;
  readonly supervision: Supervision | null;
  readonly identityCheck: IdentityCheck | null;
  readonly qualityAssurance: QualityAssurance | null;
  readonly price: Price | null;
  readonly maintenance: MaintenanceRule | null;
  readonly recognition: readonly Recognition[];
}

/** Nothing stated. */
export const noFacts: VersionFacts = {
  ...(Object.fromEntries(factTexts.map((name) => [name, null])) as Record<FactText, null>),
  learningOutcomes: [],
  termsUrl: null,
  hours: null,
  standardFollowed: null,
  defaultVisibility: null,
  formOfParticipation: null,
  supervision: null,
  identityCheck: null,
  qualityAssurance: null,
  price: null,
  maintenance: null,
  recognition: [],
};
