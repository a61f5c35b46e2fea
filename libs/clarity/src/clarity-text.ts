/** A leaf of a requirement, or an operator over others. */
export interface ClarityRequirement {
  readonly kind: string;
  readonly title: string | null;
  readonly assessed: boolean;
  readonly of: readonly ClarityRequirement[];
}

/** Facts that a definition may state besides; null when it does not. */
export interface ClarityStated {
  readonly learningOutcomes: readonly string[];
  /** What an award recognises that nobody assessed. */
  readonly recognises: string | null;
  readonly typeOfAssessment: string | null;
  readonly supervision: string | null;
  readonly identityCheck: string | null;
  readonly hours: number | null;
  readonly qualityAssurance: { readonly by: string; readonly statement: string } | null;
  readonly maintenance: { readonly required: boolean; readonly text: string | null } | null;
  readonly standardFollowed: string | null;
  readonly standardName: string | null;
}

/** What of a definition's version the facts of clarity are read from. */
export interface ClarityText {
  readonly issuerSector: string;
  readonly useCase: string;
  readonly claimBasis: string;
  readonly earningModes: readonly string[];
  readonly alignments: readonly { readonly targetName: string; readonly level?: string | null }[];
  readonly requirement: ClarityRequirement | null;
  readonly rubrics: readonly { readonly title: string; readonly criteria: readonly unknown[] }[];
  /** ISO 8601 durations. */
  readonly estimatedEffort: string | null;
  readonly validFor: string | null;
  readonly level: string | null;
  readonly creditsAvailable: readonly { readonly amount: number; readonly unit: string; readonly category?: string | null }[];
  readonly validity: string | null;
  /** Civil date. */
  readonly validUntil: string | null;
  readonly language: string;
  readonly translations: readonly { readonly language: string }[];
  readonly stated: ClarityStated;
}

/** Stated facts out of the record that an event carries; what has another shape is as if it were not stated. */
export function statedFacts(record: Readonly<Record<string, unknown>>): ClarityStated {
  const text = (name: string) => textOf(record[name]);
  const { learningOutcomes, hours, qualityAssurance: quality, maintenance: kept } = record;
  const [by, statement] = [textOf(memberOf(quality, 'by')), textOf(memberOf(quality, 'statement'))];
  const required = memberOf(kept, 'required');
  return {
    learningOutcomes: Array.isArray(learningOutcomes) ? learningOutcomes.filter((one) => typeof one === 'string') : [],
    recognises: text('recognises'),
    typeOfAssessment: text('typeOfAssessment'),
    supervision: text('supervision'),
    identityCheck: text('identityCheck'),
    hours: typeof hours === 'number' ? hours : null,
    qualityAssurance: by !== null && statement !== null ? { by, statement } : null,
    maintenance: typeof required === 'boolean' ? { required, text: textOf(memberOf(kept, 'text')) } : null,
    standardFollowed: text('standardFollowed'),
    standardName: text('standardName'),
  };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
