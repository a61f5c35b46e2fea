import { Equivalences } from '../eligibility/equivalences.js';
import { viewOf } from '../eligibility/award-view.js';
import { isEligible, type Judging } from '../eligibility/eligible.js';
import type { World } from '../facts/facts.js';
import { type Reach, reaches, reachOf } from '../incremental/reach.js';
import type { Pathway } from '../language/pathway.js';
import { placedNodes } from '../language/places.js';
import { isCounting } from '../language/tree.js';
import { conceivableDays } from './conceivable/days.js';
import { relaxedLeaf } from './conceivable/relaxed.js';
import { imagined } from './conceivable/supply.js';

/** The nodes of a definition, wherever they stand, that could count an award of an achievement issued on some day. */
export function nodesThatCount(pathway: Pathway, achievement: string, world: World, reach: Reach = reachOf(pathway)): string[] {
  if (!reaches(reach, achievement)) return [];
  const { policy } = pathway;
  const days = conceivableDays(pathway, [], [achievement], world);
  const asOf = '9999-12-31';
  const judging: Judging = { day: asOf, completedOn: null, stands: false, validity: 'activeNow', notBefore: null, policy, equivalences: new Equivalences(policy.equivalences ?? [], world.isRepeatable), world };
  const views = days.map((day) => viewOf(imagined(achievement, day, world), asOf, policy, world));
  return [...placedNodes(pathway)].flatMap(({ part }) => (isCounting(part) && views.some((view) => isEligible(view, relaxedLeaf(part), judging)) ? [part.id] : []));
}
