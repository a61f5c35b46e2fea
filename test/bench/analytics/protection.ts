import { hiddenCellsPinned } from '@cairn/pathways/testing';
import { type Effort, exactly, type Figure, type Run } from '../figure.js';

/** Published figures under attack by pairs of permitted queries, in one publication and across several. */
export async function protectionFigures({ quick, say }: Effort): Promise<{ figures: Figure[]; runs: Run[] }> {
  const wanted = quick ? 100 : 1_000;
  say(`protection: ${wanted} pairs of queries`);
  const { pairs, hidden, pinned } = await hiddenCellsPinned(wanted);
  for (const cell of pinned) say(`protection: pinned: ${cell}`);
  return { figures: [{ ...exactly('hidden_cells_pinned', pinned.length, 'cells', 0), note: `${pairs} pairs of queries; ${hidden} hidden rates` }], runs: [] };
}
