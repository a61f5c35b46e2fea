import type { Seat } from '../misconduct/ballot.js';

/** domain.md 4.3. */
export type AppealState = 'FILED' | 'ADMITTED' | 'UPHELD' | 'REJECTED' | 'INADMISSIBLE' | 'WITHDRAWN';

/** What an appeal that is upheld leads to: the award is made, the case is reviewed again by others, or an award that was suspended holds again. */
export type AppealRemedy = 'GRANT' | 'REVIEW_AGAIN' | 'REINSTATE';

export type PanelVote = AppealRemedy | 'REJECT';

/** An appeal of an earner against a denial, or against what a committee found. Ids are bare; texts are sealed, and null once the person was erased. */
export interface Appeal {
  readonly id: string;
  readonly tenant: string;
  /** The decision appealed against; null for a case of misconduct about an award that was made without a submission. */
  readonly decision: string | null;
  /** The case of misconduct appealed against; null for a denial on review. */
  readonly misconduct: string | null;
  readonly submission: string | null;
  readonly award: string | null;
  readonly earner: string;
  readonly sealedFor: string;
  readonly issuer: string;
  readonly achievement: string;
  readonly achievementVersion: string;
  readonly state: AppealState;
  readonly statement: Buffer | null;
  readonly filedBy: 'PERSON' | 'TENANT';
  readonly filedAt: Date;
  readonly panel: readonly Seat<PanelVote>[];
  readonly remedy: AppealRemedy | null;
  /** What the earner is told of the outcome. */
  readonly answer: Buffer | null;
  /** The decision that overturns the one appealed against. */
  readonly overturning: string | null;
  readonly closedAt: Date | null;
}
