import type { Node, Pathway } from '@cairn/requirements';
import type { Edge } from '../report/edge.js';
import type { ImportedPathway } from '../report/imported.js';
import { Report } from '../report/report.js';
import { componentNode, conditionsOf } from './component.js';
import { CtdlReading } from './ctdl-reading.js';
import { exitsOf } from './exits.js';
import type { CtdlGraph, Thing } from './graph.js';
import { noteLeftovers } from './leftovers.js';
import { adviceEdges } from './precedence.js';
import { withPrerequisites } from './prerequisites.js';
import { standsFor } from './stands-for.js';
import { addressIn, plainText } from './terms.js';

/** One `ceterms:Pathway` of a document, or null for one that is only named in it; `document` is told why. */
export function readPathway(graph: CtdlGraph, pathway: Thing, document: Report): ImportedPathway | null {
  const reading = new CtdlReading(graph, new Report());
  const destination = destinationOf(reading, pathway);
  const roots = destination ? [] : rootsOf(graph, pathway);
  if (!destination && roots.length === 0) {
    for (const { value, pointer } of pathway.placed('hasDestinationComponent')) document.refused(pointer, `the destination ${addressIn(value) ?? ''} is not in the document`);
    return null;
  }
  if (!destination) reading.report.approximated(pathway.pointer, `has no destination: the ${roots.length} parts that no other asks for are all asked`);
  reading.report.mapped(pathway.pointer, 'the pathway');
  const asked = destination ? destinationNodes(reading, destination) : roots.map((root) => componentNode(reading, root));
  const { requirements, order } = withPrerequisites(reading, asked);
  const completion = destination ? completionOf(reading, destination) : null;
  const offRamps = exitsOf(reading, pathway, destination);
  const edges: Edge[] = [...order, ...adviceEdges(reading, requirements)];
  const mayBind = noteLeftovers(reading, pathway, destination);
  const title = pathway.name;
  const definition: Pathway = {
    language: 'cairn-pathway/1',
    ...(title === null ? {} : { title }),
    requirements: mayBind ? [...requirements, unasked(reading)] : requirements,
    ...(edges.length > 0 ? { order: edges } : {}),
    policy: { sharing: 'shared' },
    ...(completion ? { completion } : {}),
    ...(offRamps.length > 0 ? { offRamps } : {}),
  };
  return { source: pathway.id, title: plainText(title), pathway: definition, report: reading.report.findings, references: reading.references.all };
}

/** Conditions that nothing asks for may bind all the same; until somebody has decided, he attests that they are kept. */
const unasked = ({ places }: CtdlReading): Node => ({ id: places.id('unasked'), kind: 'attested', by: 'issuer', title: 'Conditions that the source has beside the way to its destination' });

function destinationOf({ graph, report }: CtdlReading, pathway: Thing): Thing | null {
  const [stated, ...more] = pathway.placed('hasDestinationComponent');
  for (const { pointer } of more) report.approximated(pointer, 'a pathway has one destination here: the first');
  if (stated) {
    const found = graph.target(stated);
    if (!found) report.refused(stated.pointer, 'the destination is not in the document');
    return found;
  }
  return null;
}

/** Parts of a pathway without a destination that no other part asks for. */
function rootsOf(graph: CtdlGraph, pathway: Thing): Thing[] {
  const named = [...pathway.addresses('hasPart'), ...pathway.addresses('hasChild')];
  const of = graph.all.filter((thing) => [...thing.addresses('isPartOf'), ...thing.addresses('isChildOf')].includes(pathway.id));
  const parts = new Set([...named.flatMap((iri) => graph.thing(iri) ?? []), ...of]);
  const asked = new Set(graph.all.flatMap((thing) => [...thing.addresses('targetComponent'), ...(parts.has(thing) ? thing.addresses('hasChild') : [])]));
  return [...parts].filter(({ id }) => !asked.has(id));
}

/** What the destination asks for; it is no requirement itself, but what is reached by them. */
function destinationNodes(reading: CtdlReading, destination: Thing): Node[] {
  return reading.places.within(destination.id, destination.pointer, () => ({ id: '', kind: 'all', of: asksFor(reading, destination) }) satisfies Node).of as Node[];
}

function asksFor(reading: CtdlReading, destination: Thing): Node[] {
  if (destination.of('hasCondition').length > 0) return conditionsOf(reading, destination);
  const children = destination.placed('hasChild').flatMap((value) => reading.graph.target(value) ?? []);
  if (children.length > 0) reading.report.approximated(destination.pointer, `no condition says how many of the ${children.length} children are needed: all of them are asked`);
  else reading.report.refused(destination.pointer, 'the destination says nothing of how it is reached');
  return children.map((child) => componentNode(reading, child));
}

function completionOf(reading: CtdlReading, destination: Thing): Pathway['completion'] {
  const own = standsFor(destination, reading.graph);
  if (own.kind !== 'ACHIEVEMENT') {
    reading.report.mapped(destination.pointer, 'the destination stands for nothing that is awarded');
    return null;
  }
  reading.report.mapped(destination.pointer, 'the destination: its credential completes the pathway, and nobody is given it automatically');
  return { achievement: reading.references.achievement(own.iri, own.name, own.type), autoIssue: false };
}
