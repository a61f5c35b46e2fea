import type { View } from '../view.js';
import { cohorts } from './cohorts.js';
import { funnel } from './funnel.js';
import { gaps } from './gaps.js';
import { timeToNext } from './time-to-next.js';
import { transitions } from './transitions.js';

/** In the order of the navigation. */
export const views: readonly View[] = [cohorts, timeToNext, funnel, transitions, gaps];
