import type { Node } from '@cairn/requirements';
import { Report } from '../report/report.js';
import type { CtdlNames } from './ctdl-names.js';

export type CtdlObject = Record<string, unknown>;

/** What is at hand while one pathway is written, and the graph that comes of it. */
export class CtdlWriting {
  readonly report = new Report();
  readonly graph: CtdlObject[] = [];
  private readonly stubs = new Set<string>();

  constructor(
    readonly names: CtdlNames,
    /** Nodes that an edge names: they have to be components, since a condition has no place in an order. */
    readonly ordered: ReadonlySet<string>,
    private readonly pointers: ReadonlyMap<string, string>,
  ) {}

  iri(id: string): string {
    return `${this.names.pathway}#${id}`;
  }

  pointer(node: Pick<Node, 'id'>): string {
    return this.pointers.get(node.id) ?? '';
  }

  /** Another pathway, named so that whoever reads the document knows that it is one. */
  otherPathway(id: string): string {
    const iri = this.names.otherPathway(id);
    if (!this.stubs.has(iri)) this.graph.push({ '@id': iri, '@type': 'ceterms:Pathway' });
    this.stubs.add(iri);
    return iri;
  }

  add(thing: CtdlObject): string {
    this.graph.push(thing);
    return String(thing['@id']);
  }
}

/** A property that is left out when there is nothing to say. */
export const said = (term: string, value: unknown): CtdlObject => (value === undefined || value === null ? {} : { [term]: value });
