import type { Effort, Report } from '../figure.js';
import { measured, type Part } from '../suite.js';
import { authenticationFigures } from './added-time.js';
import { erasedCanaries, foreignBytes, forgedCalls, forgedTokens, hostileDocuments } from './attacks.js';
import { neighbourFigures } from './noisy-neighbour.js';
import { rowSecurityFigures } from './rls.js';

const parts: Record<string, Part> = {
  sweep: foreignBytes,
  calls: forgedCalls,
  hostile: hostileDocuments,
  neighbour: neighbourFigures,
  rls: rowSecurityFigures,
  auth: authenticationFigures,
  tokens: forgedTokens,
  canaries: erasedCanaries,
};

/** The figures of access: isolation, closed subgraphs, limits, tokens, erasure, and what they cost. */
export const access = (effort: Effort, only: readonly string[]): Promise<Report> => measured('access', parts, effort, only);
