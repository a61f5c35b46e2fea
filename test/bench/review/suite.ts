import type { Effort, Report } from '../figure.js';
import { measured, type Part } from '../suite.js';
import { decisionFigures } from './cases/decisions.js';
import { historyFigures } from './cases/histories.js';
import { leakFigures } from './cases/leaks.js';
import { queueFigures } from './cases/queue.js';
import { submissionFigures } from './cases/submissions.js';
import { catalogueFigures } from './catalogue/pages.js';

const parts: Record<string, Part> = {
  catalogue: catalogueFigures,
  queue: queueFigures,
  decisions: decisionFigures,
  submissions: submissionFigures,
  histories: historyFigures,
  leaks: leakFigures,
};

/** The figures from definition to award: search, queues, submissions, decisions, and what must never happen. */
export const review = (effort: Effort, only: readonly string[]): Promise<Report> => measured('review', parts, effort, only);
