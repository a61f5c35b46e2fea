import { type Clock, instant } from '@cairn/telemetry';
import type { Answer } from '../analytics/answer/answer-row.js';

/** The age of the facts in an answer. */
export const ageOf = ({ waitingSince }: Pick<Answer, 'waitingSince'>, clock: Clock): string => waitingSince?.toISOString() ?? instant(clock);
