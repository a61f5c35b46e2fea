import type { Solver } from '../assignment/solver.js';
import { answer, pathwayOf } from '../answer/answer.js';
import { AUDIT_DAY, type AuditProgramme, auditWorld, factsOfAudit, pathwayOfProgramme } from './audit.js';
import type { CheckOutcome } from './case-run.js';

/** Three checks of each case of a programme: whether it is complete, how many sections hold together, and which hold alone. */
export function* runAudit(name: string, programme: AuditProgramme, solver: Solver): Generator<CheckOutcome> {
  const rules = pathwayOf([pathwayOfProgramme(programme)], auditWorld);
  for (const one of programme.cases ?? []) {
    const { expected } = one;
    const label = `${name}#${one.id}`;
    const found = answer({ versions: rules, facts: factsOfAudit(one), asOf: AUDIT_DAY, world: auditWorld, solver });
    const alone = rules[0]!.roots.map(({ id }) => found.node(id)?.alone ?? null);
    const undecided = found.exact ? [] : ['exact: expected true, got false'];
    yield { label: `${label} complete`, mismatches: [...undecided, ...differ('complete', expected.complete, found.complete)] };
    yield {
      label: `${label} together`,
      mismatches: [...undecided, ...differ('maxSectionsSatisfiedTogether', expected.maxSectionsSatisfiedTogether, found.satisfied), ...differ('sectionsTotal', expected.sectionsTotal, found.total)],
    };
    yield { label: `${label} alone`, mismatches: expected.sections.flatMap(({ satisfiableAlone }, at) => differ(`sections[${at}].satisfiableAlone`, satisfiableAlone, alone[at])) };
  }
}

const differ = (field: string, wanted: unknown, got: unknown): string[] => (wanted === got ? [] : [`${field}: expected ${String(wanted)}, got ${String(got)}`]);
