import type { Effort, Figure, Report, Run } from '../figure.js';
import { bulkFigures } from './bulk.js';
import { deepFigures } from './deep.js';
import { eventFigures } from './events.js';
import { gatewayFigures } from './gateway.js';
import { interactiveFigures } from './interactive.js';
import { pageFigures } from './pages.js';
import { startFigures } from './start.js';

type Part = (effort: Effort) => Promise<{ figures: Figure[]; runs: Run[] }>;

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
export async function house(effort: Effort, only: readonly string[]): Promise<Report> {
  const figures: Figure[] = [];
  const runs: Run[] = [];
  for (const [name, part] of Object.entries(parts)) {
    if (only.length > 0 && !only.includes(name)) continue;
    const measured = await part(effort);
    figures.push(...measured.figures);
    runs.push(...measured.runs);
  }
  return { suite: 'house', figures, runs };
}
