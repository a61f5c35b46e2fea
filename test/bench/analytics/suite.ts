import type { Effort, Report } from '../figure.js';
import { measured, type Part } from '../suite.js';
import { boardFigures } from './board.js';
import { figuresOfFacts } from './figures.js';
import { protectionFigures } from './protection.js';

const parts: Record<string, Part> = { figures: figuresOfFacts, protection: protectionFigures, board: boardFigures };

/** The figures of analytics: sums against full SQL and DuckDB, how fast they take awards in, published figures under attack, the board. */
export const analytics = (effort: Effort, only: readonly string[]): Promise<Report> => measured('analytics', parts, effort, only);
