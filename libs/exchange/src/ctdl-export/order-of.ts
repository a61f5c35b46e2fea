import type { Node, Pathway } from '@cairn/requirements';
import type { Edge } from '../report/edge.js';
import { isAbove, isChosenWith, pathTo } from '../ctdl/tree-place.js';
import type { CtdlWriting } from './ctdl-writing.js';

/** Edges that CTDL can say, with where the definition has them; the others are noted by `noteOrder`. */
export function sayableEdges(pathway: Pathway, requirements: readonly Node[]): Edge[] {
  return (pathway.order ?? []).filter((edge) => whyNot(edge, requirements) === null);
}

/** Adds `precedes` and `prerequisite` to the components of the graph. */
export function writeOrder(writing: CtdlWriting, pathway: Pathway, requirements: readonly Node[]): void {
  (pathway.order ?? []).forEach((edge, at) => {
    const why = whyNot(edge, requirements);
    const pointer = `/order/${at}`;
    if (why !== null) {
      if (edge.mode === 'advice') writing.report.approximated(pointer, why);
      else writing.report.refused(pointer, why);
      return;
    }
    const [of, term, to] = edge.mode === 'advice' ? [edge.before, 'ceterms:precedes', edge.after] : [edge.after, 'ceterms:prerequisite', edge.before];
    const component = writing.graph.find((thing) => thing['@id'] === writing.iri(of));
    if (component) component[term] = [...((component[term] as string[] | undefined) ?? []), writing.iri(to)];
    writing.report.mapped(pointer, edge.mode === 'advice' ? 'precedes' : 'prerequisite');
  });
}

function whyNot({ before, after, mode }: Edge, requirements: readonly Node[]): string | null {
  const ends = [before, after].map((id) => pathTo(requirements, id));
  if (ends.some((path) => path === null || path.some(({ optional, kind }) => optional === true || kind === 'maintain'))) return 'an edge to a part that the document does not have';
  if (isAbove(requirements, before, after) || isAbove(requirements, after, before)) return 'an edge between a part and what it consists of';
  if (mode !== 'advice' && mode !== 'strictlyAfter') return `CTDL has no word for an edge of mode ${mode}`;
  return mode === 'strictlyAfter' && !isChosenWith(requirements, before, after) ? 'CTDL cannot say a prerequisite that may be left out' : null;
}
