import type { ClaimBasis } from '../schema.types.js';

/** Bases that rest on an assessment (domain: flavours). The others say what someone did or is, not what was tested. */
export const assessedBases: readonly ClaimBasis[] = ['KNOWLEDGE', 'DEMONSTRATED_SKILL', 'APPLIED_COMPETENCY'];
export const otherBases: readonly ClaimBasis[] = ['EXPERIENCE', 'DISPOSITION', 'PARTICIPATION'];

export const isAssessed = (basis: ClaimBasis): boolean => assessedBases.includes(basis);
