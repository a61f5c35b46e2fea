import { allNodes } from '@cairn/requirements';
import type { PlannedAchievement, PlannedAward, PlannedPathway, Refused } from './plan.js';

interface HeldOnce {
  readonly achievements: readonly PlannedAchievement[];
  readonly awards: readonly PlannedAward[];
  readonly refusals: readonly Refused[];
}

/**
 * A badge that completes a pathway, or a part of one, is held once: so whoever brings it along is not awarded it again when
 * the pathway finds that it is complete. Of several assertions of it to one earner one comes over, not a revoked one if there is another.
 */
export function heldOnce(achievements: readonly PlannedAchievement[], awards: readonly PlannedAward[], pathways: readonly PlannedPathway[]): HeldOnce {
  const badges = new Set(pathways.flatMap(completing));
  const chosen = new Map<string, PlannedAward>();
  const earnerOf = ({ achievement, identifier }: PlannedAward) => `${achievement} ${identifier.toLowerCase()}`;
  for (const award of awards) {
    const there = chosen.get(earnerOf(award));
    if (badges.has(award.achievement) && (!there || (there.revoked !== null && award.revoked === null))) chosen.set(earnerOf(award), award);
  }
  const isLeft = (award: PlannedAward) => badges.has(award.achievement) && chosen.get(earnerOf(award)) !== award;
  return {
    achievements: achievements.map((one) => (badges.has(one.key) ? { ...one, version: { ...one.version, duplicatePolicy: 'ONE_ACTIVE' as const } } : one)),
    awards: awards.filter((award) => !isLeft(award)),
    refusals: awards.filter(isLeft).map(({ file, item }) => ({ kind: 'awards', file, item, code: 'ALREADY_AWARDED', field: null, message: 'The badge completes a pathway and is held once; another assertion of it to the same earner comes over.' })),
  };
}

function completing({ imported, badges }: PlannedPathway): string[] {
  const { completion } = imported.pathway;
  const named = new Set([completion?.achievement, ...[...allNodes(imported.pathway)].map(({ milestone }) => milestone?.achievement)]);
  return imported.references.flatMap(({ key, iri }) => (named.has(key) ? [badges.get(iri) ?? iri] : []));
}
