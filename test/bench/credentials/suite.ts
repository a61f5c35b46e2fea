import type { Effort, Report } from '../figure.js';
import { measured, type Part } from '../suite.js';
import { bulkFigures } from './bulk.js';
import { forgingFigures } from './forging.js';
import { issuingFigures } from './issuing.js';
import { lagFigures, placeFigures } from './status.js';
import { verifyingFigures } from './verifying.js';

const parts: Record<string, Part> = {
  issue: issuingFigures,
  bulk: bulkFigures,
  verify: verifyingFigures,
  status: lagFigures,
  places: placeFigures,
  forge: forgingFigures,
};

/** The figures of credentials: signing, storing, status, verifying, and what must never be accepted. */
export const credentials = (effort: Effort, only: readonly string[]): Promise<Report> => measured('credentials', parts, effort, only);
