import type { Node } from '@cairn/requirements';
import type { Edge } from '../report/edge.js';
import { componentNode } from './component.js';
import type { CtdlReading } from './ctdl-reading.js';
import type { Thing } from './graph.js';
import { plainText } from './terms.js';
import { isAbove, isChosenWith, replaced } from './tree-place.js';

/**
 * Stated prerequisites as edges of mode `strictlyAfter`. One that the pathway does not ask for elsewhere is asked for beside the
 * component. One that stands where it may be left out cannot be said by an edge without changing who qualifies, and is refused.
 */
export function withPrerequisites(reading: CtdlReading, asked: readonly Node[]): { readonly requirements: Node[]; readonly order: Edge[] } {
  const order: Edge[] = [];
  let requirements = [...asked];
  const done = new Set<string>();
  for (let open = openIn(reading, done); open.length > 0; open = openIn(reading, done)) {
    for (const component of open) {
      done.add(component.id);
      for (const value of component.placed('prerequisite')) {
        const before = reading.graph.target(value);
        for (const after of reading.nodesOf.get(component.id) ?? []) {
          requirements = prerequisite(reading, { requirements, order, before, after, pointer: value.pointer });
        }
      }
    }
  }
  return { requirements, order };
}

const openIn = ({ graph, nodesOf }: CtdlReading, done: ReadonlySet<string>): Thing[] =>
  [...nodesOf.keys()].filter((id) => !done.has(id)).flatMap((id) => graph.thing(id) ?? []);

interface Stated {
  readonly requirements: Node[];
  readonly order: Edge[];
  readonly before: Thing | null;
  readonly after: string;
  readonly pointer: string;
}

function prerequisite(reading: CtdlReading, { requirements, order, before, after, pointer }: Stated): Node[] {
  const { report, places } = reading;
  const nodes = before ? (reading.nodesOf.get(before.id) ?? []) : [];
  const [only, ...more] = nodes;
  if (before && only === undefined) {
    const node = componentNode(reading, before);
    order.push({ before: node.id, after, mode: 'strictlyAfter' });
    report.mapped(pointer, 'a prerequisite that is asked for nowhere else: asked for beside its component, and before it');
    return replaced(requirements, after, (kept) => ({ id: places.id(`${after}.with`), kind: 'all', of: [node, kept] }));
  }
  if (only !== undefined && more.length === 0 && !isAbove(requirements, only, after) && isChosenWith(requirements, only, after)) {
    order.push({ before: only, after, mode: 'strictlyAfter' });
    report.mapped(pointer, 'a prerequisite: earned strictly before');
    return requirements;
  }
  const name = before ? (plainText(before.name) ?? before.id) : 'something that is not in the document';
  report.refused(pointer, `prerequisite ${name}: it may be left out where it stands, so no edge can ask for it; somebody has to attest it until the rule is written`);
  const attested: Node = { id: places.id(`${after}.prerequisite`), kind: 'attested', by: 'issuer', title: `Before: ${name}`.slice(0, 200) };
  return replaced(requirements, after, (kept) => ({ id: places.id(`${after}.with`), kind: 'all', of: [attested, kept] }));
}
