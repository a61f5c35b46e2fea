import type { Node } from '@cairn/requirements';
import { classOf } from './component-class.js';
import { conditionNode } from './condition.js';
import type { CtdlReading } from './ctdl-reading.js';
import type { Thing } from './graph.js';
import { standsFor, type StandsFor } from './stands-for.js';

/**
 * A component at one place of the pathway: what it stands for, the conditions under which it is complete, or both. A credential
 * that has conditions is earned by them; a course or an assessment with conditions has to be passed beside them.
 */
export function componentNode(reading: CtdlReading, component: Thing): Node {
  return reading.places.within(component.id, component.pointer, () => {
    const own = standsFor(component, reading.graph);
    const node = component.of('hasCondition').length > 0 ? conditional(reading, component, own) : plain(reading, component, own);
    reading.placed(component.id, node.id);
    return node;
  });
}

/** The nodes of a component's own conditions, all of which are asked. */
export function conditionsOf(reading: CtdlReading, component: Thing): Node[] {
  return component.placed('hasCondition').flatMap((value) => {
    const condition = reading.graph.target(value);
    if (!condition) reading.report.refused(value.pointer, 'the condition is not in the document');
    return condition ? [conditionNode(reading, condition, component, (target) => componentNode(reading, target))] : [];
  });
}

/** The node of what a component stands for: an award, the completion of another pathway, or an attestation. */
function leaf(reading: CtdlReading, component: Thing, own: StandsFor, id: string): Node {
  const title = component.name === null ? {} : { title: component.name };
  if (own.kind === 'NOTHING') {
    reading.report.mapped(component.pointer, `${classOf(component) ?? 'component'}: stands for nothing that is awarded, so somebody attests it`);
    return { id, kind: 'attested', by: 'issuer', ...title };
  }
  reading.report.mapped(component.pointer, `${classOf(component) ?? [...component.types].join(', ')}: ${own.note}`);
  if (own.kind === 'PATHWAY') return { id, kind: 'pathwayCompleted', pathway: reading.references.pathway(own.iri, own.name), ...title };
  return { id, kind: 'award', achievement: reading.references.achievement(own.iri, own.name, own.type), ...title };
}

function plain(reading: CtdlReading, component: Thing, own: StandsFor): Node {
  const children = component.placed('hasChild').flatMap((value) => reading.graph.target(value) ?? []);
  const id = reading.places.id(component.id);
  if (own.kind !== 'NOTHING' || children.length === 0) return leaf(reading, component, own, id);
  reading.report.approximated(component.pointer, `no condition says how many of its ${children.length} children are needed: all of them are asked`);
  return { id, kind: 'all', of: children.map((child) => componentNode(reading, child)), ...(component.name === null ? {} : { title: component.name }) };
}

function conditional(reading: CtdlReading, component: Thing, own: StandsFor): Node {
  const { report, places, references } = reading;
  const title = component.name === null ? {} : { title: component.name };
  const id = places.id(component.id);
  const ways = conditionsOf(reading, component);
  const beside = own.kind === 'PATHWAY' || (own.kind === 'ACHIEVEMENT' && !isEarnedByConditions(component));
  if (beside) {
    const kept = leaf(reading, component, own, places.id(`${component.id}.own`));
    report.mapped(component.pointer, 'has to be earned itself, and its conditions have to hold');
    return { id, kind: 'all', of: [kept, ...ways], ...title };
  }
  const [only, ...more] = ways;
  const group: Node = only && more.length === 0 && reading.byCondition.has(only.id) ? { ...only, id, ...title } : { id, kind: 'all', of: ways, ...title };
  if (own.kind === 'NOTHING') {
    report.mapped(component.pointer, `${classOf(component) ?? 'component'}: complete when its conditions hold`);
    return group;
  }
  if (reading.milestones.has(component.id)) {
    report.mapped(component.pointer, 'is reached at a second place, where the same awards count again');
    return group;
  }
  reading.milestones.add(component.id);
  report.mapped(component.pointer, 'a credential that is earned by its conditions: a milestone, which nobody is given automatically');
  return { ...group, milestone: { achievement: references.achievement(own.iri, own.name, own.type), autoIssue: false } };
}

/** A declared credential component, or what is known only by its source: the badge follows from the conditions. */
function isEarnedByConditions(component: Thing): boolean {
  const own = classOf(component);
  return own === 'CredentialComponent' || own === 'BasicComponent' || (own === null && component.types.size === 0);
}
