import type { Node, Pathway } from '@cairn/requirements';
import type { Edge } from '../report/edge.js';
import { Keys } from '../report/keys.js';
import { Unreadable } from '../reading/unreadable.js';
import { NODES_MAX } from '../reading/limits.js';
import type { ImportedPathway } from '../report/imported.js';
import { References } from '../report/references.js';
import type { Report } from '../report/report.js';

/** A list of achievements, some of which complete the path: what all list formats come down to. */
export interface LearningPath {
  readonly source: string;
  /** Where the document has it. */
  readonly construct: string;
  readonly title: string | null;
  readonly steps: readonly { readonly iri: string; readonly name: string | null }[];
  /** Null: all of them. */
  readonly required: number | null;
  /** The list is also the suggested order. */
  readonly ordered: boolean;
  readonly completion: { readonly iri: string; readonly name: string | null; readonly autoIssue: boolean } | null;
  readonly versioning?: Pathway['versioning'];
}

/** The path as a pathway: `nOf` over the list, or all of it as requirements of its own. */
export function pathwayOf(path: LearningPath, report: Report): ImportedPathway {
  const keys = new Keys();
  const references = new References();
  const { construct } = path;
  if (path.steps.length > NODES_MAX) throw new Unreadable('TOO_LARGE', `a pathway has at most ${NODES_MAX} nodes`, construct);
  const steps = path.steps.filter(({ iri }, at) => path.steps.findIndex((other) => other.iri === iri) === at);
  if (steps.length < path.steps.length) report.approximated(construct, 'an achievement is listed twice; it counts once');
  const awards = steps.map(({ iri, name }): Node => {
    const achievement = references.achievement(iri, name, 'Achievement');
    return { id: keys.take(iri), kind: 'award', achievement, ...(name === null ? {} : { title: name }) };
  });
  const isAll = path.required === null || path.required === awards.length;
  report.mapped(construct, isAll ? `all ${awards.length} of the list` : `${path.required} of the ${awards.length} in the list`);
  const requirements: Node[] = isAll ? awards : [{ id: keys.take('some'), kind: 'nOf', n: path.required ?? 0, of: awards }];
  const order: Edge[] = path.ordered ? awards.slice(1).map(({ id }, at) => ({ before: awards[at]?.id ?? '', after: id, mode: 'advice' })) : [];
  if (order.length > 0) report.mapped(construct, 'its order is suggested, never asked');
  const completion = path.completion
    ? { completion: { achievement: references.achievement(path.completion.iri, path.completion.name, 'Achievement'), autoIssue: path.completion.autoIssue } }
    : {};
  if (path.completion) report.mapped(construct, `${path.completion.name ?? path.completion.iri} completes the path`);
  const pathway: Pathway = {
    language: 'cairn-pathway/1',
    ...(path.title === null ? {} : { title: path.title }),
    requirements,
    ...(order.length > 0 ? { order } : {}),
    policy: { sharing: 'shared' },
    ...(path.versioning ? { versioning: path.versioning } : {}),
    ...completion,
  };
  return { source: path.source, title: path.title, pathway, report: report.findings, references: references.all };
}
