import type { Cell } from './cell.js';
import { distinctAchievements } from './distinct.js';
import type { History } from './history.js';
import { ofAwards } from './of-awards.js';
import { ofCompletions } from './of-completions.js';
import { ofCycles } from './of-cycles.js';
import { ofEnrolments } from './of-enrolments.js';
import { ofFollowing } from './of-following.js';
import { ofPersistence } from './of-persistence.js';
import { ofPull } from './of-pull.js';
import { ofReviews } from './of-reviews.js';
import { ofStacking } from './of-stacking.js';
import { ofSupply } from './of-supply.js';

/** Grows with every change of what a contribution is: what was counted under another form is counted anew. */
export const contributionForm = 2;

/** What one earner adds to the rollups, by the subject of its figures: a cell for each time he is counted in it. */
export function contributionsOf(history: History): readonly (readonly Cell[])[] {
  const held = distinctAchievements(history.awards);
  return [
    ofAwards(history, held),
    ofStacking(history, held),
    ofFollowing(held),
    ofEnrolments(history),
    ofPersistence(history),
    ofCompletions(history),
    ofCycles(history),
    ofReviews(history),
    ofPull(history),
    ofSupply(history),
  ];
}
