import type { Effort, Report } from '../figure.js';
import { measured, type Part } from '../suite.js';
import { authenticationFigures } from './added-time.js';
import { rowSecurityFigures } from './rls.js';

const parts: Record<string, Part> = { rls: rowSecurityFigures, auth: authenticationFigures };

/** The figures of access: isolation, closed subgraphs, limits, tokens, erasure, and what they cost. */
export const access = (effort: Effort, only: readonly string[]): Promise<Report> => measured('access', parts, effort, only);
