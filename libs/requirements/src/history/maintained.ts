import type { CivilDate } from '../civil-date.js';
import type { Solver } from '../assignment/solver.js';
import type { AwardFact, World } from '../facts/facts.js';
import type { Maintenance, Policy } from '../language/pathway.js';
import type { Cycle } from './cycles.js';
import { Day } from './day.js';
import { rulesOf } from './version-rules.js';

/** A maintenance rule that stands for itself, with what its amounts need of a policy. */
export interface RuleToKeep {
  readonly rule: Maintenance;
  readonly conversions?: Policy['conversions'];
}

/** What is known of one earner who keeps something up: the award that anchors it, entries, and awards that count. */
export interface Kept {
  readonly items: readonly AwardFact[];
  readonly world: World;
  readonly solver: Solver;
}

/** The cycles of a rule that is no part of a pathway, those begun by `asOf`; none while its anchor does not exist (section 7). */
export function cyclesUnder({ rule, conversions }: RuleToKeep, { items, world, solver }: Kept, asOf: CivilDate): readonly Cycle[] {
  const pathway = {
    requirements: [{ ...rule, id: 'maintained', kind: 'maintain' as const }],
    policy: { sharing: 'shared' as const, ...(conversions && { conversions }) },
  };
  const facts = { enrolment: null, awards: items, attestations: [], exceptions: [], others: new Map() };
  return new Day(rulesOf(pathway, world), { facts, world, solver }, asOf, null).cyclesOf(rule);
}
