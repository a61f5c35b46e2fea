import type { Node, Pathway } from '@cairn/requirements';
import type { Finding } from '../report/finding.js';
import { isComponent } from './component-of.js';
import { conditionOf } from './condition-of.js';
import { toSay } from './children-to-say.js';
import type { CtdlNames } from './ctdl-names.js';
import { type CtdlObject, CtdlWriting, said } from './ctdl-writing.js';
import { sayableEdges, writeOrder } from './order-of.js';
import { noteUnsaidOfPathway } from './unsaid.js';

export interface CtdlExport {
  /** A CTDL document in compact JSON-LD. */
  readonly document: CtdlObject;
  /** What CTDL says of it, and what it cannot say; constructs are JSON Pointers into the definition. */
  readonly report: readonly Finding[];
}

const isNode = (part: Pathway['requirements'][number]): part is Node => !('before' in part);

/** A pathway in CTDL: its destination, components, conditions and constraints. Pure; reading it again gives the pathway back as far as the report says `MAPPED`. */
export function exportCtdl(pathway: Pathway, names: CtdlNames): CtdlExport {
  const requirements = pathway.requirements.filter(isNode);
  const ordered = new Set(sayableEdges(pathway, requirements).flatMap(({ before, after }) => [before, after]));
  const writing = new CtdlWriting(names, ordered, pointersOf(pathway));
  const destination = writing.iri('destination');
  writing.add({
    '@id': names.pathway,
    '@type': 'ceterms:Pathway',
    ...said('ceterms:ctid', names.ctid),
    ...said('ceterms:name', pathway.title),
    'ceterms:hasDestinationComponent': [destination],
  });
  const completion = pathway.completion ? names.achievement(pathway.completion.achievement) : null;
  writing.add({
    '@id': destination,
    '@type': completion ? 'ceterms:CredentialComponent' : 'ceterms:BasicComponent',
    ...said('ceterms:name', completion?.name),
    ...said('ceterms:proxyFor', completion?.iri),
    'ceterms:isDestinationComponentOf': [names.pathway],
    'ceterms:hasCondition': toSay(writing, requirements).map((node) => conditionOf(writing, node)),
  });
  writeExits(writing, pathway, requirements);
  writeOrder(writing, pathway, requirements);
  noteUnsaidOfPathway(writing, pathway);
  return { document: { '@context': 'https://credreg.net/ctdl/schema/context/json', '@id': `${names.pathway}#graph`, '@graph': writing.graph }, report: writing.report.findings };
}

/** Exits are credentials beside the destination; one without a credential has no name in CTDL. */
function writeExits(writing: CtdlWriting, { offRamps = [] }: Pathway, requirements: readonly Node[]): void {
  offRamps.forEach(({ id, title, achievement, when, node }, at) => {
    const pointer = `/offRamps/${at}`;
    if (achievement === undefined) return writing.report.refused(pointer, 'CTDL has no word for an exit without a credential');
    if (when !== 'request') writing.report.approximated(`${pointer}/when`, 'CTDL does not say when an exit is taken');
    const condition = 'ref' in node ? referred(writing, requirements.find((one) => one.id === node.ref)) : null;
    if ('ref' in node && !condition) return writing.report.refused(`${pointer}/node`, 'an exit to a part within a requirement; CTDL asks for conditions of the destination');
    writing.report.mapped(pointer, 'a credential beside the destination');
    const component: CtdlObject = { '@id': writing.iri(id), '@type': 'ceterms:CredentialComponent', ...said('ceterms:name', title), 'ceterms:proxyFor': writing.names.achievement(achievement).iri };
    writing.add(component);
    component['ceterms:hasCondition'] = [condition ?? conditionOf(writing, node as Node)];
  });
}

/** A requirement that is written already: its condition by address, or a bare condition around its component. */
function referred(writing: CtdlWriting, node: Node | undefined): CtdlObject | null {
  if (!node) return null;
  return isComponent(writing, node)
    ? { '@type': 'ceterms:ComponentCondition', 'ceterms:targetComponent': [writing.iri(node.id)] }
    : { '@id': writing.iri(node.id) };
}

/** Where the definition has each node. */
function pointersOf(pathway: Pathway): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const open: { readonly part: Pathway['requirements'][number]; readonly at: string }[] = [
    ...pathway.requirements.map((part, at) => ({ part, at: `/requirements/${at}` })),
    ...(pathway.offRamps ?? []).flatMap(({ node }, at) => ('ref' in node ? [] : [{ part: node, at: `/offRamps/${at}/node` }])),
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    const { part, at } = next;
    if (!isNode(part)) continue;
    found.set(part.id, at);
    if ('of' in part) part.of.forEach((child, index) => open.push({ part: child, at: `${at}/of/${index}` }));
  }
  return found;
}
