import { addDuration } from '../duration.js';
import type { CivilDate } from '../civil-date.js';
import { isActiveOn, isExpiredOn, isRevokedOn, isSuspendedOn } from '../facts/activity.js';
import type { AwardFact, World } from '../facts/facts.js';
import type { CountingNode, Dating, Policy } from '../language/pathway.js';
import { namedIn } from '../language/selector.js';
import { amountOf, type AwardView } from './award-view.js';
import type { Equivalences } from './equivalences.js';
import { issuerMatches, matches } from './matches.js';

/** What of a version and an earner decides which awards are asked for, whatever the day. */
export interface Asking {
  /** With `priorAwards: ignore`: awards of before do not count. */
  readonly notBefore: CivilDate | null;
  readonly policy: Policy;
  readonly equivalences: Equivalences;
  readonly world: World;
}

/** What of a day and a version decides whether an award may count. */
export interface Judging extends Asking {
  readonly day: CivilDate;
  /** The completion day if it is not after `day`. */
  readonly completedOn: CivilDate | null;
  readonly stands: boolean;
  /** The default of `validity`: `everEarned` inside `maintain`. */
  readonly validity: 'activeNow' | 'everEarned';
}

/** S6 without what an exception allows: known, matching, accepted and valid. */
export function isEligible(view: AwardView, node: CountingNode, judging: Judging): boolean {
  return isValid(view.award, node, judging) && isRecent(view.award, node, judging) && isAskedFor(view, node, judging);
}

/** S6 but for what changes with the day: matching and accepted, apart from recency. */
export function isAskedFor(view: AwardView, node: CountingNode, asking: Asking): boolean {
  const { notBefore, policy, world } = asking;
  if (notBefore !== null && view.award.issuedOn < notBefore) return false;
  if (policy.acceptedIssuers && !issuerMatches(policy.acceptedIssuers, view.metadata.issuer, view.award.issuedOn, world)) return false;
  return isNamed(view, node, asking);
}

/** Not expired, revoked or suspended as far as the node and the policy mind (S6). */
export function isValid(award: AwardFact, { validity }: Dating, { day, completedOn: c, stands, validity: usual }: Judging): boolean {
  if (award.issuedOn > day) return false;
  if (isExpiredOn(award, day)) {
    const rule = validity ?? usual;
    if (rule !== 'everEarned' && !(rule === 'activeAtCompletion' && c !== null && isActiveOn(award, c))) return false;
  }
  return !(isRevokedOn(award, day) || isSuspendedOn(award, day)) || (stands && c !== null && isActiveOn(award, c));
}

/** Not too old on the day; `of: completion` is tested up to and on the completion day, not afterwards (section 4). */
export function isRecent({ issuedOn }: AwardFact, { recency }: Dating, { day, completedOn: c }: Pick<Judging, 'day' | 'completedOn'>): boolean {
  if (!recency) return true;
  if (recency.of === 'completion' && c !== null && c < day) return true;
  return day < addDuration(issuedOn, recency.within);
}

/** Entries of the continuing-education ledger count only where it is read, and never at an `award` node. */
export function isOfLedger({ entry }: AwardFact, node: CountingNode): boolean {
  if (node.kind === 'award') return !entry;
  return (node.ledger ?? 'awards') !== (entry ? 'awards' : 'entries');
}

function isNamed(view: AwardView, node: CountingNode, { policy, equivalences, world }: Asking): boolean {
  const { award, rank } = view;
  if (!isOfLedger(award, node)) return false;
  if (node.kind === 'award') {
    const same = node.acceptEquivalents === false ? award.achievement === node.achievement : equivalences.standsFor(award, node.achievement);
    if (!same) return false;
    if (node.minLevel !== undefined && !(rank !== null && rank >= node.minLevel)) return false;
    if (node.minResult && !reaches(award, node.minResult, policy)) return false;
    return !node.where || matches(node.where, view, equivalences, world);
  }
  if (!matches(node.from, view, equivalences, world)) return false;
  return node.kind === 'count' || amountOf(view, node.measure, policy) > 0;
}

/** A result matches only on the scale asked for; higher is better; a missing one never matches. */
function reaches({ result }: AwardFact, { scale, atLeast }: { readonly scale?: string; readonly atLeast: number | string }, { resultScales }: Policy): boolean {
  if (!result || result.scale !== scale) return false;
  const names = scale === undefined ? undefined : resultScales?.[scale];
  const rank = (value: number | string): number | undefined => (typeof value === 'number' ? value : names?.[value]);
  const [have, need] = [rank(result.value), rank(atLeast)];
  return have !== undefined && need !== undefined && have >= need;
}

/** Under which identities a node may count an award (S5). */
export function identitiesAt({ award }: AwardView, node: CountingNode, { equivalences, world }: Asking): readonly string[] {
  if (award.entry || world.isRepeatable(award.achievement)) return [`award:${award.id}`];
  if (equivalences.isEmpty) return [award.achievement];
  const named = node.kind === 'award' ? [node.achievement] : namedIn(node.from);
  const meant = [...new Set(named)].filter((one) => equivalences.standsFor(award, one));
  return meant.length > 0 ? meant : [award.achievement];
}
