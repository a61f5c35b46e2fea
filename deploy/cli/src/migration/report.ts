import type { Finding } from '@cairn/exchange';
import type { Count } from '../provider/tally.js';
import type { Difference } from './differences.js';
import type { Kind, Refused } from './plan.js';

/** Of each kind: what the export has, what was made, what was there, what was refused. */
export type Counts = Readonly<Record<Kind | 'revocations', Count>>;

export interface MovedPathway {
  /** Its address in the export, and its code here. */
  readonly source: string;
  readonly code: string;
  readonly title: string;
  /** DRAFT: publishing it would be refused, as `findings` say. */
  readonly state: 'PUBLISHED' | 'DRAFT' | 'REFUSED';
  /** What publishing says (pathways.md section 10). */
  readonly findings: readonly { readonly code: string; readonly level: 'error' | 'warning'; readonly message: string }[];
  /** What was not read word for word. */
  readonly report: readonly Finding[];
  /** How many earners were judged by both rules; null of a draft, which nobody follows. */
  readonly earnersCompared: number | null;
  /** How many of them are complete here and lack the badge for it: the pathway awards it, as the source would have. */
  readonly withoutBadge: number | null;
  readonly differences: readonly Difference[];
}

export interface MigrationReport {
  readonly dryRun: boolean;
  readonly counts: Counts;
  readonly pathways: readonly MovedPathway[];
  readonly refusals: readonly Refused[];
  readonly leftBehind: Readonly<Record<string, number>>;
  /** Where addresses of before are answered: a former host redirects `https://<host>/<path>` to this, `<host>` and `<path>`. */
  readonly formerAddresses: string;
}
