import type { Effort, Report } from '../figure.js';
import { measured, type Part } from '../suite.js';
import { bulkFigures } from './bulk.js';
import { deepFigures } from './deep.js';
import { eventFigures } from './events.js';
import { gatewayFigures } from './gateway.js';
import { interactiveFigures } from './interactive.js';
import { pageFigures } from './pages.js';
import { startFigures } from './start.js';

const parts: Record<string, Part> = {
  gateway: gatewayFigures,
  pages: pageFigures,
  bulk: bulkFigures,
  interactive: interactiveFigures,
  deep: deepFigures,
  events: eventFigures,
  start: startFigures,
};

/** The figures of the foundation: gateway, pages, writes, events, start. */
export const house = (effort: Effort, only: readonly string[]): Promise<Report> => measured('house', parts, effort, only);
