import { accepted, type Decision, refusal, refused } from '@cairn/access';
import type { Award } from '../award/award.js';

/** Links to one award that are open at the same time. */
export const openSharesMax = 20;
/** How far ahead a link may end, in ms (5 years). */
const aheadMaxMs = 5 * 366 * 86_400_000;

/** A link that an earner made to one award. Ids are bare. */
export interface Share {
  readonly id: string;
  readonly tenant: string;
  readonly award: string;
  /** Evidence that whoever has the link may see. */
  readonly evidence: readonly string[];
  /** When it ends by itself; null: never. */
  readonly until: Date | null;
  readonly openedAt: Date;
  readonly endedAt: Date | null;
}

/** What of a share its end is told with. */
export type EndedShare = Pick<Share, 'id' | 'award'> & { readonly earner: string };

export type ShareState = 'OPEN' | 'ENDED' | 'EXPIRED';

/** Whether the link opens anything at an instant. */
export function shareStateAt({ until, endedAt }: Pick<Share, 'until' | 'endedAt'>, at: Date): ShareState {
  if (endedAt !== null) return 'ENDED';
  return until !== null && at >= until ? 'EXPIRED' : 'OPEN';
}

/** What a share is to open. */
export interface AskedShare {
  readonly evidence: readonly string[];
  readonly until: Date | null;
}

/** Awards that were never had by anybody are not shown. */
const unheld: ReadonlySet<Award['state']> = new Set(['SCHEDULED', 'OFFERED', 'DECLINED', 'CANCELLED']);
/** What a person filed himself: what others wrote of him, and texts that stay with their case, are not his to hand on. */
const shareable: ReadonlySet<Award['evidence'][number]['kind']> = new Set(['FILE', 'LINK']);

/** @param open how many links to the award are open */
export function checkShare(award: Pick<Award, 'state' | 'evidence'>, { evidence, until }: AskedShare, open: number, at: Date): Decision<AskedShare> {
  if (unheld.has(award.state)) return refused(refusal('AWARD_STATE_INVALID', `An award that is ${award.state.toLowerCase()} is not shown to others.`, 'awardId'));
  const own = new Set(award.evidence.filter(({ kind }) => shareable.has(kind)).map((one) => one.evidence));
  const foreign = evidence.findIndex((id) => !own.has(id));
  if (foreign >= 0) return refused(refusal('INVALID_VALUE', 'Only files and links that the award was made on can be shown with it.', 'evidenceIds', String(foreign)));
  if (until !== null && (until <= at || until.getTime() > at.getTime() + aheadMaxMs)) return refused(refusal('INVALID_VALUE', 'A link ends within five years, and not in the past.', 'until'));
  if (open >= openSharesMax) return refused(refusal('SHARE_STATE_INVALID', `There are ${openSharesMax} open links to this award; end one first.`, 'awardId'));
  return accepted({ evidence: [...new Set(evidence)], until });
}
