import { componentsOf } from '../assignment/components.js';
import type { Day } from '../history/day.js';
import type { Node } from '../language/pathway.js';
import { Draft, type Witness } from './draft.js';
import { plainWitness } from './plain-witness.js';
import { solvedWitness } from './solved-witness.js';

/** What is counted where, requirement by requirement that want the same awards. */
export function witnessOf(day: Day): Witness {
  const draft = new Draft();
  for (const { roots, entangled } of day.assignments.components()) draw(roots, entangled, day, draft);
  return draft;
}

/** The same for a node that counts in nothing, as if it were the only requirement. */
export function witnessOfOptional(node: Node, day: Day): Witness {
  const draft = new Draft();
  for (const { roots, entangled } of componentsOf([node], day.situation, day.rules.sharing, [], [])) draw(roots, entangled, day, draft);
  return draft;
}

function draw(roots: readonly Node[], entangled: boolean, day: Day, draft: Draft): void {
  if (entangled) solvedWitness(roots, day, draft);
  else for (const root of roots) plainWitness(root, day, draft);
}
