import type { Node } from '@cairn/requirements';
import { childrenToSay } from './children-to-say.js';
import { awarded, componentOf, isComponent } from './component-of.js';
import { atLeastLevel, countConstraint, sumConstraints } from './constraints-of.js';
import { type CtdlObject, type CtdlWriting, said } from './ctdl-writing.js';
import { noteUnsaidOfNode } from './unsaid.js';

/** The condition in which a node is asked for: its own, or a bare one around its component. */
export function conditionOf(writing: CtdlWriting, node: Node): CtdlObject {
  const type = { '@type': 'ceterms:ComponentCondition' };
  if (isComponent(writing, node)) {
    const level = node.kind === 'award' && node.minLevel !== undefined ? { 'ceterms:hasConstraint': [atLeastLevel(node.minLevel)] } : {};
    return { ...type, 'ceterms:targetComponent': [componentOf(writing, node)], ...level };
  }
  const body = conditionBody(writing, node);
  if (!body) return { ...type, 'ceterms:targetComponent': [componentOf(writing, node)] };
  noteUnsaidOfNode(writing, node);
  return { ...type, '@id': writing.iri(node.id), ...said('ceterms:name', node.title), ...body };
}

/** What a node asks of others, as the inside of a condition; null when CTDL cannot say it. */
export function conditionBody(writing: CtdlWriting, node: Node): CtdlObject | null {
  const { report } = writing;
  const at = writing.pointer(node);
  if (node.kind === 'all' || node.kind === 'any' || node.kind === 'nOf') {
    report.mapped(at, node.kind === 'nOf' ? 'requiredNumber' : node.kind === 'all' ? 'And' : 'Or');
    const rule = node.kind === 'nOf' ? { 'ceterms:requiredNumber': node.n } : { 'ceterms:logicalOperator': node.kind === 'all' ? 'logic:And' : 'logic:Or' };
    return { ...rule, ...asked(writing, childrenToSay(writing, node)) };
  }
  const constraints = node.kind === 'count' ? countConstraint(node) : node.kind === 'sum' ? sumConstraints(node) : null;
  if (!constraints) {
    report.refused(at, `CTDL cannot say a rule of kind ${node.kind} like this one; a component describes it`);
    return null;
  }
  report.mapped(at, node.kind === 'sum' ? 'a sum of credits' : 'a number of different ones');
  if ('of' in node) return { ...asked(writing, childrenToSay(writing, node)), 'ceterms:hasConstraint': constraints };
  const named = 'from' in node ? (node.from.achievementIn ?? []) : [];
  const targets = named.map((achievement, index) => awarded(writing, achievement, { '@id': writing.iri(`${node.id}.${index + 1}`) }));
  return { 'ceterms:targetComponent': targets, 'ceterms:hasConstraint': constraints };
}

/** Components together, or everything in a condition of its own where groups are among them, so that the order stays. */
function asked(writing: CtdlWriting, children: readonly Node[]): CtdlObject {
  if (children.length === 0) return {};
  const bare = children.every((child) => isComponent(writing, child) && !(child.kind === 'award' && child.minLevel !== undefined));
  return bare
    ? { 'ceterms:targetComponent': children.map((child) => componentOf(writing, child)) }
    : { 'ceterms:hasCondition': children.map((child) => conditionOf(writing, child)) };
}
