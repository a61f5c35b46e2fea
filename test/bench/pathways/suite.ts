import type { Effort, Report } from '../figure.js';
import { measured, type Part } from '../suite.js';
import { cohortFigures } from './cohort.js';
import { durableFigures } from './durable.js';
import { evaluationFigures } from './evaluation.js';
import { growthFigures } from './growth.js';

const parts: Record<string, Part> = { durable: durableFigures, growth: growthFigures, evaluation: evaluationFigures, cohort: cohortFigures };

/** The figures of pathways: awards that become progress, growth, single evaluations, cohorts. */
export const pathways = (effort: Effort, only: readonly string[]): Promise<Report> => measured('pathways', parts, effort, only);
