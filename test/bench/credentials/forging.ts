import { mutations, outcomeOf } from '../../conformance/mutation/mutations.js';
import { exactly, type Effort, type Figure, type Run } from '../figure.js';

/** Changed copies of our own documents, in every form and state, that are found valid and say something else. */
export async function forgingFigures({ quick, say }: Effort): Promise<{ figures: Figure[]; runs: Run[] }> {
  const copies = quick ? 1_000 : 10_000;
  say(`forging: ${copies} changed copies`);
  const counts = { REFUSED: 0, SAME: 0, FORGED: 0 };
  let left = copies;
  for await (const mutation of mutations(Date.now() % 1_000_000)) {
    counts[await outcomeOf(mutation)] += 1;
    if (--left <= 0) break;
  }
  const note = `of ${copies}; ${counts.REFUSED} refused, ${counts.SAME} say what their original says`;
  return { figures: [{ ...exactly('mutated_accepted', counts.FORGED, 'copies', 0), note }], runs: [] };
}
