import type { Node } from '@cairn/requirements';
import type { ConstraintParts } from './constraint.js';
import { ruleOf } from './constraint-rule.js';
import type { CtdlReading } from './ctdl-reading.js';
import type { Thing } from './graph.js';
import { measureOf } from './measure.js';
import { quantityNodes } from './quantity.js';

export interface Constrained {
  readonly condition: Thing;
  readonly owner: Thing;
  /** Of the node that comes of it. */
  readonly id: string;
  /** The components and nested conditions as one node; null when there are none. */
  readonly asked: Node | null;
  readonly children: readonly Node[];
  readonly constraints: readonly ConstraintParts[];
  readonly operator: string | null;
  /** A required number was given, so that the components are asked for beside a sum over them. */
  readonly counted: boolean;
}

/**
 * A condition with its constraints. A constraint that cannot be said without changing who qualifies is refused, and somebody has
 * to attest it in its place: an import never lets pass whom the source would not.
 */
export function applyConstraints(reading: CtdlReading, given: Constrained): Node {
  const { report, places } = reading;
  const rules = given.constraints.map((parts) => ({ parts, rule: ruleOf(parts) }));
  const isQuantity = rules.some(({ rule }) => rule.rule === 'SUM' || rule.rule === 'COUNT' || rule.rule === 'CAP');
  const minLevel = rules.reduce((most, { rule }) => (rule.rule === 'LEVEL' ? Math.max(most ?? rule.minLevel, rule.minLevel) : most), null as number | null);
  const measure = rules.flatMap(({ rule }) => (rule.rule === 'MEASURE' ? [measureOf(rule.measure)] : []))[0] ?? null;
  const parts: Node[] = [];
  if (given.asked && (given.counted || !isQuantity)) parts.push(minLevel === null ? given.asked : withLevel(given.asked, minLevel));
  if (isQuantity) parts.push(...quantityNodes(reading, given, { rules, measure, minLevel }));
  for (const { parts: constraint, rule } of rules) {
    if (rule.rule === 'MEASURE' && isQuantity) report.mapped(constraint.pointer, `the unit of the sum: ${measureOf(rule.measure)}`);
    else if (rule.rule === 'NUMBER') report.mapped(constraint.pointer, 'the required number, as a draft of the vocabulary wrote it');
    else if (rule.rule === 'LEVEL' && canHaveLevel(given, isQuantity)) report.mapped(constraint.pointer, `level ${rule.minLevel} or above, of each that counts`);
    else if (rule.rule === 'NONE' || rule.rule === 'MEASURE' || rule.rule === 'LEVEL') {
      report.refused(constraint.pointer, `${constraint.words}: ${rule.rule === 'NONE' ? rule.why : 'has nothing that it could be applied to'}; somebody has to attest it until the rule is written`);
      parts.push({ id: places.id(`${given.condition.named ? given.condition.id : given.owner.id}.r`), kind: 'attested', by: 'issuer', title: constraint.words.slice(0, 200) });
    }
  }
  return combined(reading, given, parts);
}

function combined({ places, report }: CtdlReading, { condition, id, operator, counted }: Constrained, parts: readonly Node[]): Node {
  const [only, ...more] = parts;
  if (!only) {
    report.approximated(condition.pointer, 'the condition asks for nothing');
    return { id, kind: 'all', of: [] };
  }
  if (more.length === 0) return { ...only, id };
  const isOr = !counted && (operator === 'or' || operator === 'onlyone');
  return { id, kind: isOr ? 'any' : 'all', of: parts.map((part) => (part.id === id ? { ...part, id: places.id(`${id}.of`) } : part)) };
}

/** Only awards have a level: a condition over groups of them leaves open which of their parts is meant. */
const canHaveLevel = ({ asked, children }: Constrained, isQuantity: boolean): boolean => isQuantity || (asked !== null && children.every(({ kind }) => kind === 'award'));

function withLevel(node: Node, minLevel: number): Node {
  if (node.kind === 'award') return { ...node, minLevel };
  if (node.kind !== 'all' && node.kind !== 'any' && node.kind !== 'nOf') return node;
  return { ...node, of: node.of.map((child) => ('kind' in child && child.kind === 'award' ? { ...child, minLevel } : child)) };
}
