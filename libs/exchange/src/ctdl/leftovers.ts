import { classOf } from './component-class.js';
import { partsOf } from './constraint.js';
import type { CtdlReading } from './ctdl-reading.js';
import type { Thing } from './graph.js';
import { plainText } from './terms.js';

/** Terms that are read. */
const read = new Set([
  ...['name', 'description', 'hasDestinationComponent', 'isDestinationComponentOf', 'isDestinationComponentFor', 'hasPart', 'isPartOf', 'hasChild', 'isChildOf'],
  ...['hasCondition', 'hasConstraint', 'targetComponent', 'requiredNumber', 'logicalOperator', 'ruleSet', 'leftSource', 'leftAction', 'comparator'],
  ...['rightSource', 'rightAction', 'prerequisite', 'precedes', 'precededBy', 'proxyFor', 'sourceData', 'completionAward', 'ctid', 'credentialType'],
]);

/**
 * What the pathway's part of a document says and the definition does not: what nothing asks for, and descriptions. True when there
 * are conditions among it, which may be meant to bind.
 */
export function noteLeftovers(reading: CtdlReading, pathway: Thing, destination: Thing | null): boolean {
  const { graph, report, nodesOf, exits } = reading;
  let mayBind = false;
  const ofAnother = (thing: Thing): boolean => thing.addresses('isPartOf').length > 0 && !thing.addresses('isPartOf').includes(pathway.id);
  for (const thing of graph.all) {
    if (classOf(thing) === null || thing === destination || nodesOf.has(thing.id) || exits.has(thing.id) || ofAnother(thing)) continue;
    const name = plainText(thing.name) ?? thing.id;
    const conditions = thing.placed('hasCondition').flatMap((value) => graph.target(value) ?? []);
    if (conditions.length === 0) report.approximated(thing.pointer, `${name}: no condition on the way to the destination asks for it; left out`);
    else report.refused(thing.pointer, `${name}: has conditions, and no condition on the way to the destination asks for it; whether they bind is not said`);
    mayBind ||= conditions.length > 0;
    for (const condition of conditions) noteUnasked(reading, condition, new Set());
  }
  const described = new Map<string, number>();
  for (const thing of graph.all.filter(({ id }) => id === pathway.id || id === destination?.id || nodesOf.has(id))) {
    for (const term of thing.terms.filter((one) => !read.has(one))) described.set(term, (described.get(term) ?? 0) + 1);
  }
  for (const [term, times] of described) report.approximated(pathway.pointer, `${term} describes ${times === 1 ? 'one part' : `${times} parts`} and is no rule; not carried over`);
  return mayBind;
}

/** Conditions and constraints of what nothing asks for, each by name, since one of them may be meant to bind. */
function noteUnasked({ graph, report }: CtdlReading, condition: Thing, seen: Set<string>): void {
  const open = [condition];
  for (let next = open.pop(); next; next = open.pop()) {
    if (seen.has(next.id)) continue;
    seen.add(next.id);
    report.refused(next.pointer, 'a condition of what nothing asks for');
    for (const value of next.placed('hasConstraint')) {
      const constraint = graph.target(value);
      if (constraint) report.refused(constraint.pointer, `${partsOf(constraint).words}: a constraint of what nothing asks for`);
    }
    open.push(...next.placed('hasCondition').flatMap((value) => graph.target(value) ?? []));
  }
}
