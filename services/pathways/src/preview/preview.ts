import type { LintFinding, Pathway as Definition } from '@cairn/requirements';

export const previewClasses = ['UNCHANGED', 'GAINS_COMPLETION', 'LOSES_COMPLETION', 'PROGRESS_UP', 'PROGRESS_DOWN', 'UNDECIDED'] as const;
export type PreviewClass = (typeof previewClasses)[number];

export type PreviewMode = 'alternative' | 'replace';

/** What a proposed version would do to those enrolled (pathways.md section 14). Ids are bare. */
export interface Preview {
  readonly id: string;
  readonly tenant: string;
  readonly pathway: string;
  /** As it would be published. */
  readonly definition: Definition;
  readonly definitionHash: string;
  readonly number: number;
  readonly mode: PreviewMode;
  /** The civil day that is evaluated, under the present versions and with the proposed one. */
  readonly asOf: string;
  readonly knownAsOf: Date;
  readonly state: 'RUNNING' | 'DONE' | 'FAILED';
  readonly findings: readonly LintFinding[];
  /** Enrolments in scope, exact up to 10,000, null beyond. */
  readonly inScope: number | null;
  readonly counts: Readonly<Partial<Record<PreviewClass, number>>>;
  /** The last enrolment evaluated, and how many so far. */
  readonly after: string | null;
  readonly done: number;
  readonly wouldIssue: number;
  readonly wouldSuspend: number;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly finishedAt: Date | null;
}

/** How one enrolment stands, under one set of versions. */
export interface Stands {
  /** Null when it could not be decided in time. */
  readonly complete: boolean | null;
  readonly completedOn: string | null;
  readonly satisfied: number;
  readonly total: number;
}

/** One enrolment under the present versions and with the proposed one. */
export interface PreviewRow {
  readonly enrolment: string;
  readonly earner: string;
  readonly class: PreviewClass;
  readonly before: Stands | null;
  readonly after: Stands | null;
}

/** Progress is compared as a part of what is asked, since the two versions may ask for different numbers of things. */
export function classOf(before: Stands | null, after: Stands | null): PreviewClass {
  if (before === null || after === null || before.complete === null || after.complete === null) return 'UNDECIDED';
  if (before.complete !== after.complete) return after.complete ? 'GAINS_COMPLETION' : 'LOSES_COMPLETION';
  if (after.complete) return 'UNCHANGED';
  const change = after.satisfied * Math.max(before.total, 1) - before.satisfied * Math.max(after.total, 1);
  if (change === 0) return 'UNCHANGED';
  return change > 0 ? 'PROGRESS_UP' : 'PROGRESS_DOWN';
}
