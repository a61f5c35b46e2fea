import type { Cell } from './cell.js';
import { distinctAchievements, type FirstHeld } from './distinct.js';
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

interface Subject {
  /** What of a history it is made of: while that stays, so does what is contributed. */
  readonly from: readonly (keyof History)[];
  readonly of: (history: History, held: readonly FirstHeld[]) => readonly Cell[];
}

/** What one earner adds to the rollups, by the subject of its figures. */
export const subjects: readonly Subject[] = [
  { from: ['awards', 'known', 'groups'], of: ofAwards },
  { from: ['awards', 'enrolments', 'known', 'groups'], of: ofStacking },
  { from: ['awards'], of: (_, held) => ofFollowing(held) },
  { from: ['enrolments', 'groups'], of: ofEnrolments },
  { from: ['enrolments', 'awards', 'groups'], of: ofPersistence },
  { from: ['enrolments', 'awards', 'groups'], of: ofCompletions },
  { from: ['cycles', 'awards', 'groups'], of: ofCycles },
  { from: ['attempts'], of: ofReviews },
  { from: ['pulls', 'awards', 'groups'], of: ofPull },
  { from: ['skills', 'awards', 'groups'], of: ofSupply },
];

/** By subject, a cell for each time the earner is counted in it. */
export function contributionsOf(history: History): readonly (readonly Cell[])[] {
  const held = distinctAchievements(history.awards);
  return subjects.map(({ of }) => of(history, held));
}
