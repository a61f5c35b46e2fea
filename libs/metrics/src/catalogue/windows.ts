import type { Window } from './metric.js';

/** Of what happens sooner as well. */
export const shortAndLong: Window = { days: [90, 180, 365, 730, 1_460], free: true };

export const oneYear: Window = { days: [365], free: false };
export const twoYears: Window = { days: [730], free: false };
export const quarter: Window = { days: [90], free: false };

/** What most metrics say of earners who could not be looked at long enough. */
export const wholeWindow = 'Only units whose whole window lies before the end of observation; the others are given as excluded.';
export const asOfEnd = 'Everything known at the end of observation; nothing after it.';
