export { byHand } from './by-hand.js';
export { Chance } from '../generator/chance.js';
export { followingByHand } from './following-by-hand.js';
export { worldAsJson } from './load-world.js';
export { randomQuestions } from './random-question.js';
export { randomWorld } from './random-world.js';
export type { Tally } from './tally.js';
export type { World } from '../fact-rows.js';
