import type { Node } from '@cairn/requirements';
import type { Edge } from '../report/edge.js';
import type { CtdlReading } from './ctdl-reading.js';
import type { Thing } from './graph.js';
import { isAbove, pathTo } from './tree-place.js';

/** `precedes` and `precededBy`: an order that is suggested, never asked. */
export function adviceEdges(reading: CtdlReading, requirements: readonly Node[]): Edge[] {
  const edges = new Map<string, Edge>();
  for (const component of reading.graph.all) {
    for (const value of component.placed('precedes')) note(reading, requirements, edges, component, reading.graph.target(value), value.pointer);
    for (const value of component.placed('precededBy')) note(reading, requirements, edges, reading.graph.target(value), component, value.pointer);
  }
  return [...edges.values()];
}

function note(reading: CtdlReading, requirements: readonly Node[], edges: Map<string, Edge>, from: Thing | null, to: Thing | null, pointer: string): void {
  const { nodesOf, report } = reading;
  const placesOf = (thing: Thing | null): string[] => (thing ? (nodesOf.get(thing.id) ?? []) : []).filter((id) => pathTo(requirements, id) !== null);
  const [before, ...alsoBefore] = placesOf(from);
  const [after, ...alsoAfter] = placesOf(to);
  if (before === undefined || after === undefined) {
    // Between parts that are not in this pathway, or to its destination, which comes last anyway.
    if (before !== undefined || after !== undefined) report.approximated(pointer, 'an order in which one end is no requirement; left out');
    return;
  }
  if (isAbove(requirements, before, after) || isAbove(requirements, after, before)) {
    report.approximated(pointer, 'an order between a part and what it consists of; left out');
    return;
  }
  if (alsoBefore.length + alsoAfter.length > 0) report.approximated(pointer, 'a suggested order, shown at the first place of each');
  else report.mapped(pointer, 'a suggested order');
  edges.set(`${before} ${after}`, { before, after, mode: 'advice' });
}
