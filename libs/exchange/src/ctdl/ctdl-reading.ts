import { Places } from '../reading/places.js';
import { References } from '../report/references.js';
import type { Report } from '../report/report.js';
import type { CtdlGraph } from './graph.js';

/** What is at hand while one pathway of a document is read, and what becomes known meanwhile. */
export class CtdlReading {
  readonly places = new Places();
  readonly references = new References();
  /** Nodes of each component, by its address: one for each place. */
  readonly nodesOf = new Map<string, string[]>();
  /** Nodes of named conditions, by address. */
  readonly conditionsAt = new Map<string, string>();
  /** Nodes that conditions made, and not what they ask for. */
  readonly byCondition = new Set<string>();
  /** Components whose own credential is a milestone of one of their places already. */
  readonly milestones = new Set<string>();
  /** Components that are exits. */
  readonly exits = new Set<string>();

  constructor(
    readonly graph: CtdlGraph,
    readonly report: Report,
  ) {}

  placed(component: string, node: string): void {
    this.nodesOf.set(component, [...(this.nodesOf.get(component) ?? []), node]);
  }
}
