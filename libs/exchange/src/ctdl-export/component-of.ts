import type { Node } from '@cairn/requirements';
import type { ComponentClass } from '../ctdl/component-class.js';
import { conditionBody } from './condition-of.js';
import { type CtdlObject, type CtdlWriting, said } from './ctdl-writing.js';
import { noteUnsaidOfNode } from './unsaid.js';

/** Open Badges achievement types by the component that stands for them; everything else is a credential. */
const classes = new Map<string, ComponentClass>([
  ['Assessment', 'AssessmentComponent'],
  ['Competency', 'CompetencyComponent'],
  ['CoCurricular', 'CocurricularComponent'],
  ['Course', 'CourseComponent'],
]);

/** Adds the component of a node to the graph and gives its address: a leaf, or a group that is a component of its own. */
export function componentOf(writing: CtdlWriting, node: Node): string {
  noteUnsaidOfNode(writing, node);
  const common = { '@id': writing.iri(node.id), ...said('ceterms:name', node.title) };
  if (node.kind === 'award') return awarded(writing, node.achievement, common);
  if (node.kind === 'pathwayCompleted') {
    writing.report.mapped(writing.pointer(node), 'a component that stands for the other pathway');
    return writing.add({ ...common, '@type': 'ceterms:BasicComponent', 'ceterms:proxyFor': writing.otherPathway(node.pathway) });
  }
  if (node.kind === 'attested') {
    writing.report.mapped(writing.pointer(node), 'a component that stands for nothing that is awarded');
    return writing.add({ ...common, '@type': 'ceterms:BasicComponent' });
  }
  const body = conditionBody(writing, node);
  if (!body) return writing.add({ ...common, '@type': 'ceterms:BasicComponent', 'ceterms:description': describing(node) });
  const condition = { '@type': 'ceterms:ComponentCondition', ...body };
  if (!node.milestone) return writing.add({ ...common, '@type': 'ceterms:BasicComponent', 'ceterms:hasCondition': [condition] });
  writing.report.mapped(`${writing.pointer(node)}/milestone`, 'a credential that is earned by its conditions');
  const { iri } = writing.names.achievement(node.milestone.achievement);
  return writing.add({ ...common, '@type': 'ceterms:CredentialComponent', 'ceterms:proxyFor': iri, 'ceterms:hasCondition': [condition] });
}

/** A component that stands for an achievement and asks for nothing else. */
export function awarded(writing: CtdlWriting, achievement: string, common: CtdlObject): string {
  const { iri, name, type } = writing.names.achievement(achievement);
  return writing.add({ ...said('ceterms:name', name), ...common, '@type': `ceterms:${classes.get(type ?? '') ?? 'CredentialComponent'}`, 'ceterms:proxyFor': iri });
}

/** Whether a node has to be a component: leaves, milestones, and what an order names. */
export const isComponent = (writing: CtdlWriting, node: Node): boolean =>
  node.kind === 'award' || node.kind === 'pathwayCompleted' || node.kind === 'attested' || node.kind === 'maintain' || node.milestone !== undefined || writing.ordered.has(node.id);

const describing = ({ kind }: Node): string => `A rule of kind ${kind}, which this document cannot say.`;
