import type { Node } from '@cairn/requirements';
import { countOf, isObject } from '../reading/json-value.js';
import { applyConstraints } from './apply-constraints.js';
import { type ConstraintParts, partsOf } from './constraint.js';
import { ruleOf } from './constraint-rule.js';
import type { CtdlReading } from './ctdl-reading.js';
import type { Thing } from './graph.js';
import { addressIn, literalIn, plainText, termOf } from './terms.js';

/** Makes the node of one target of a condition. */
export type PlaceTarget = (target: Thing) => Node;

/**
 * What a condition asks: the required number over its components and nested conditions together, else its operator, else all of
 * them; beside that its constraints. `owner` is the component whose condition it is.
 */
export function conditionNode(reading: CtdlReading, condition: Thing, owner: Thing, place: PlaceTarget): Node {
  return reading.places.within(condition.id, condition.pointer, () => {
    const id = reading.places.id(condition.named ? condition.id : `${owner.id}.c`);
    const children = [...targetNodes(reading, condition, place), ...nestedNodes(reading, condition, owner, place)];
    const constraints = condition.placed('hasConstraint').flatMap((value) => {
      const found = reading.graph.target(value);
      if (!found) reading.report.refused(value.pointer, 'the constraint is not in the document');
      return found ? [partsOf(found)] : [];
    });
    if (condition.of('leftSource').length > 0) constraints.push(partsOf(condition));
    const number = numberOf(condition, constraints.map(ruleOf).flatMap((rule) => (rule.rule === 'NUMBER' ? [rule.requiredNumber] : []))[0]);
    const operator = condition.addresses('logicalOperator').map(termOf)[0]?.toLowerCase() ?? null;
    const title = condition.name ?? condition.description;
    const bare = isBare(condition, number, operator) ? around(children, constraints) : null;
    if (bare) {
      reading.report.mapped(condition.pointer, 'asks for one thing, and is that');
      return bare;
    }
    const asked = joined(reading, condition, { id, children, number, operator });
    const node = applyConstraints(reading, { condition, owner, id, asked, children, constraints, operator, counted: number !== null });
    reading.byCondition.add(node.id);
    if (condition.named) reading.conditionsAt.set(condition.id, node.id);
    return title === null || node.title !== undefined ? node : { ...node, title };
  });
}

/** A condition that says nothing of itself is no node: only what it asks for is. */
const isBare = (condition: Thing, number: number | null, operator: string | null): boolean =>
  !condition.named && number === null && operator === null && condition.name === null && condition.description === null;

/** The one thing that a bare condition is around, perhaps from a level upwards. */
function around([child, ...more]: readonly Node[], constraints: readonly ConstraintParts[]): Node | null {
  if (!child || more.length > 0) return null;
  if (constraints.length === 0) return child;
  const levels = constraints.map(ruleOf).flatMap((rule) => (rule.rule === 'LEVEL' ? [rule.minLevel] : []));
  return child.kind === 'award' && levels.length === constraints.length ? { ...child, minLevel: Math.max(...levels) } : null;
}

function targetNodes(reading: CtdlReading, condition: Thing, place: PlaceTarget): Node[] {
  const seen = new Set<string>();
  return condition.placed('targetComponent').flatMap((value): Node[] => {
    const target = reading.graph.target(value);
    const iri = target?.id ?? addressIn(value.value) ?? '';
    if (seen.has(iri)) {
      reading.report.approximated(value.pointer, 'is named twice in one condition; what is held twice counts once');
      return [];
    }
    seen.add(iri);
    if (target) return [place(target)];
    return [missingTarget(reading, iri, value.pointer)];
  });
}

/** A component that the document names and does not hold can still be bound; what is no address at all cannot. */
function missingTarget(reading: CtdlReading, iri: string, pointer: string): Node {
  const id = reading.places.id(iri);
  if (/^(https?:|urn:|res:|ce-|did:)/.test(iri)) {
    reading.report.approximated(pointer, `${iri} is not in the document; it is taken as something that is awarded`);
    return { id, kind: 'award', achievement: reading.references.achievement(iri) };
  }
  reading.report.refused(pointer, `“${iri.slice(0, 80)}” names no component; somebody has to attest it until the rule is written`);
  return { id, kind: 'attested', by: 'issuer', title: iri.slice(0, 200) };
}

function nestedNodes(reading: CtdlReading, condition: Thing, owner: Thing, place: PlaceTarget): Node[] {
  return condition.placed('hasCondition').flatMap((value) => {
    const nested = reading.graph.target(value);
    if (!nested) reading.report.refused(value.pointer, 'the condition is not in the document');
    return nested ? [conditionNode(reading, nested, owner, place)] : [];
  });
}

function numberOf(condition: Thing, drafted: number | undefined): number | null {
  const [said] = [...condition.of('requiredNumber'), ...condition.of('ruleSet').flatMap((rules) => (isObject(rules) ? [rules.requiredNumber] : []))];
  return countOf(literalIn(said)) ?? drafted ?? null;
}

interface Joining {
  readonly id: string;
  readonly children: readonly Node[];
  readonly number: number | null;
  readonly operator: string | null;
}

/** Components and nested conditions as one node; null when the condition has none. */
function joined({ report }: CtdlReading, { pointer, description }: Thing, { id, children, number, operator }: Joining): Node | null {
  if (children.length === 0) return null;
  const words = plainText(description);
  if (number !== null) {
    const over = `${number} of the ${children.length} components and conditions together`;
    if (operator === null) report.mapped(pointer, `requiredNumber: ${over}`);
    else if (operator === 'and' && number === children.length) report.mapped(pointer, `requiredNumber and And agree: ${over}`);
    else report.approximated(pointer, `requiredNumber and a logical operator are both given: the number wins, ${over}`);
    return { id, kind: 'nOf', n: number, of: children };
  }
  if (operator === 'or') {
    report.mapped(pointer, 'Or: any of them');
    return { id, kind: 'any', of: children };
  }
  if (operator === 'onlyone') {
    report.approximated(pointer, 'OnlyOne: exactly one counts, and what else is held does no harm');
    return { id, kind: 'any', of: children };
  }
  if (operator === 'and') report.mapped(pointer, 'And: all of them');
  else if (operator !== null) report.refused(pointer, `${operator} is no operator of the language: all of them are asked`);
  else if (children.length === 1) report.mapped(pointer, 'asks for one thing');
  else report.approximated(pointer, `neither a number nor an operator is given${words === null ? '' : ` (“${words}”)`}: all of them are asked`);
  return { id, kind: 'all', of: children };
}
