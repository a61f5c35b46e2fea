import { accepted, type Decision, refusal, refused } from '@cairn/access';
import type { SupersessionKind } from '../schema.types.js';
import type { AchievementVersion } from './achievement-version.js';

/** How a version took the place of another: members of the version itself. */
export type Supersession = Pick<AchievementVersion, 'supersedesId' | 'supersession' | 'graceUntil'>;

/** Nothing was current before. */
export const noSupersession: Supersession = { supersedesId: null, supersession: null, graceUntil: null };

export interface SupersessionAsked {
  readonly kind: SupersessionKind;
  /** ISO 8601 instant; null: by default. */
  readonly graceUntil: string | null;
}

const graceDays = 90;
const dayMs = 86_400_000;

/**
 * EDITORIAL: open submissions move to the new version; MATERIAL: they stay with theirs until `graceUntil`, by default for
 * 90 days.
 */
export function supersessionOf(
  current: Pick<AchievementVersion, 'id'> | null,
  { kind, graceUntil }: SupersessionAsked,
  now: Date,
): Decision<Supersession> {
  if (kind === 'EDITORIAL' && graceUntil !== null) return refused(refusal('INVALID_VALUE', 'Only a MATERIAL change has a time of grace.', 'graceUntil'));
  if (graceUntil !== null && Date.parse(graceUntil) <= now.getTime()) return refused(refusal('INVALID_VALUE', 'The grace is over before it begins.', 'graceUntil'));
  if (current === null) return accepted(noSupersession);
  const until = graceUntil === null ? new Date(now.getTime() + graceDays * dayMs) : new Date(graceUntil);
  return accepted({ supersedesId: current.id, supersession: kind, graceUntil: kind === 'MATERIAL' ? until : null });
}
