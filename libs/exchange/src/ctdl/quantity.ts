import type { Node, Selector } from '@cairn/requirements';
import type { Constrained } from './apply-constraints.js';
import type { ConstraintParts } from './constraint.js';
import type { ConstraintRule } from './constraint-rule.js';
import type { CtdlReading } from './ctdl-reading.js';
import { standsFor } from './stands-for.js';

interface Quantity {
  readonly rules: readonly { readonly parts: ConstraintParts; readonly rule: ConstraintRule }[];
  /** Unit of the sums; null when the condition names none. */
  readonly measure: string | null;
  readonly minLevel: number | null;
}

type Pool = { readonly from: Selector } | { readonly of: readonly Node[] };

/** The sums and counts that the constraints of a condition ask over what it targets, or over the children of its component. */
export function quantityNodes(reading: CtdlReading, given: Constrained, { rules, measure, minLevel }: Quantity): Node[] {
  const { report, places } = reading;
  const pool = poolOf(reading, given, minLevel);
  const caps = rules.flatMap(({ rule }) => (rule.rule === 'CAP' ? [{ where: {}, atMost: rule.atMost, mode: 'clip' as const }] : []));
  const capped = caps.length > 0 ? { caps } : {};
  const hasSum = rules.some(({ rule }) => rule.rule === 'SUM');
  const id = (): string => places.id(given.condition.named ? given.condition.id : `${given.owner.id}.q`);
  return rules.flatMap(({ parts, rule }): Node[] => {
    if (rule.rule !== 'SUM' && rule.rule !== 'COUNT' && rule.rule !== 'CAP') return [];
    if (!pool) {
      report.refused(parts.pointer, `${parts.words}: the condition names nothing that it is over; somebody has to attest it until the rule is written`);
      return [{ id: id(), kind: 'attested', by: 'issuer', title: parts.words.slice(0, 200) }];
    }
    if (rule.rule === 'COUNT') {
      if (!('from' in pool)) {
        report.refused(parts.pointer, `${parts.words}: counts over groups of components; somebody has to attest it until the rule is written`);
        return [{ id: id(), kind: 'attested', by: 'issuer', title: parts.words.slice(0, 200) }];
      }
      report.mapped(parts.pointer, `at least ${rule.atLeast} different ones, counted by ${rule.distinctBy}`);
      return [{ id: id(), kind: 'count', atLeast: rule.atLeast, ...pool, ...(rule.distinctBy === 'unit' ? {} : { distinctBy: rule.distinctBy }) }];
    }
    if (rule.rule === 'CAP' && hasSum) {
      report.mapped(parts.pointer, `a cap on the sum: what exceeds ${rule.atMost} does not count`);
      return [];
    }
    if (rule.rule === 'CAP') report.approximated(parts.pointer, `a cap of ${rule.atMost} without a threshold: more does no harm here, and nothing is asked`);
    else if (measure === null) report.approximated(parts.pointer, `at least ${rule.atLeast}, in a unit that is not named: taken as credits`);
    else report.mapped(parts.pointer, `at least ${rule.atLeast} ${measure} in all`);
    return [{ id: id(), kind: 'sum', measure: measure ?? 'credits', atLeast: rule.rule === 'SUM' ? rule.atLeast : 0, ...pool, ...capped }];
  });
}

/** What is summed: the components of the condition, else the children that its component shows. */
function poolOf(reading: CtdlReading, { children, condition, owner }: Constrained, minLevel: number | null): Pool | null {
  const level = minLevel === null ? {} : { levelAtLeast: minLevel };
  if (children.length > 0) {
    const achievements = children.flatMap((child) => (child.kind === 'award' ? [child.achievement] : []));
    return achievements.length === children.length ? { from: { achievementIn: [...new Set(achievements)], ...level } } : { of: children };
  }
  const shown = owner.addresses('hasChild').flatMap((iri) => {
    const child = reading.graph.thing(iri);
    const stands = child ? standsFor(child, reading.graph) : null;
    return stands?.kind === 'ACHIEVEMENT' ? [reading.references.achievement(stands.iri, stands.name, stands.type)] : [];
  });
  if (shown.length === 0) return null;
  reading.report.approximated(condition.pointer, 'names no components: the constraint is read as one over the children of its component');
  return { from: { achievementIn: [...new Set(shown)], ...level } };
}
