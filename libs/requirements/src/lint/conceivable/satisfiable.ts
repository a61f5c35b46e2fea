import type { Solver } from '../../assignment/solver.js';
import { addDuration } from '../../duration.js';
import type { CivilDate } from '../../civil-date.js';
import { groupsOf, viewOf } from '../../eligibility/award-view.js';
import { matches } from '../../eligibility/matches.js';
import { Equivalences } from '../../eligibility/equivalences.js';
import type { AttestationFact, AwardFact, EarnerFacts, World } from '../../facts/facts.js';
import { Day } from '../../history/day.js';
import { rulesOf } from '../../history/version-rules.js';
import type { Edge, Node, Pathway } from '../../language/pathway.js';
import { descend, edgesOf, isEdge, nodesIn } from '../../language/tree.js';
import { conceivableDays, selectorsIn } from './days.js';
import { usefulness } from './need.js';
import { achievementsAround, type Conceivable, conceivable, countingIn } from './supply.js';

/** Beyond this many imagined awards nothing is claimed: lint is asked before every publication. */
const awardsMax = 6_000;
/** Awards that are looked at, to find out which of them matter. */
const looksMax = 60_000;

/** What could be satisfied at best: everything that can be earned has been. */
export class Imagined {
  private constructor(
    private readonly pathway: Pathway,
    private readonly facts: EarnerFacts,
    private readonly evaluatedOn: readonly CivilDate[],
    private readonly world: World,
    private readonly solver: Solver,
  ) {}

  /** @returns null when too much would have to be imagined */
  static of(pathway: Pathway, catalogue: readonly string[] | null, world: World, solver: Solver): Imagined | null {
    return Imagined.with(pathway, catalogue, world, solver) ?? Imagined.with(withoutDays(pathway), catalogue, world, solver);
  }

  private static with(pathway: Pathway, catalogue: readonly string[] | null, world: World, solver: Solver): Imagined | null {
    const achievements = achievementsAround(pathway, catalogue);
    const days = conceivableDays(pathway, edgesOf(pathway), achievements, world);
    const last = addDuration(days.at(-1) ?? '2000-01-01', 'P1D');
    // What metadata are in effect on the day evaluated matters only where the policy looks at the latest.
    const evaluatedOn = pathway.policy.metadata === 'latest' && days.length > 1 ? [...days, last] : [last];
    if (days.length * achievements.length * evaluatedOn.length > looksMax) return null;
    const nodes = countingIn(pathway);
    const awards = evaluatedOn.flatMap((asOf) => enough(pathway, conceivable(pathway, nodes, achievements, days, asOf, world), world));
    const once = [...new Map(awards.map((award) => [award.id, award])).values()];
    if (once.length > awardsMax || evaluatedOn.length > 16) return null;
    const attestations = nodesIn(pathway.requirements).flatMap((root) => [...descend(root)].flatMap((node) => (node.kind === 'attested' ? [attested(node.id)] : [])));
    return new Imagined(pathway, { enrolment: null, awards: once, attestations, exceptions: [], others: new Map() }, evaluatedOn, world, solver);
  }

  /** Whether these requirements can be satisfied together; null when that could not be decided in time. */
  canSatisfy(requirements: readonly Node[]): boolean | null {
    return this.ask(requirements, (day) => {
      const { bounds, exact } = day.assignments.together();
      return bounds.atLeast === requirements.length ? true : exact ? false : null;
    });
  }

  /** Whether one node can be satisfied as if it were the only requirement. */
  canSatisfyAlone(node: Node): boolean | null {
    return this.canSatisfy([node]);
  }

  private ask(requirements: readonly Node[], verdict: (day: Day) => boolean | null): boolean | null {
    const edges = this.pathway.requirements.filter(isEdge);
    const rules = rulesOf({ ...this.pathway, requirements: [...requirements, ...edges] }, this.world);
    let answer: boolean | null = false;
    for (const asOf of this.evaluatedOn) {
      const found = verdict(new Day(rules, { facts: this.facts, world: this.world, solver: this.solver }, asOf, null));
      if (found === true) return true;
      if (found === null) answer = null;
    }
    return answer;
  }
}

/** The same without what edges say of days: what cannot be satisfied even so cannot be satisfied at all. */
function withoutDays(pathway: Pathway): Pathway {
  const free = (edge: Edge): Edge => ({ before: edge.before, after: edge.after, mode: edge.mode === 'advice' ? 'advice' : 'corequisite' });
  const freed = (part: Node | Edge): Node | Edge => (isEdge(part) ? free(part) : 'of' in part ? { ...part, of: part.of.map(freed) } : part);
  return { ...pathway, requirements: pathway.requirements.map(freed), order: (pathway.order ?? []).map(free) };
}

/** Of awards that are alike as many as anybody has use for. */
function enough(pathway: Pathway, supply: readonly Conceivable[], world: World): AwardFact[] {
  const alike = alikeTo(pathway, world);
  const usefulAt = usefulness(pathway, world);
  const taken = new Map<string, number>();
  return supply.flatMap(({ awards, repeatable }) =>
    awards.flatMap(({ award, nodes }) => {
      const wanted = nodes.reduce((sum, node) => sum + usefulAt(node, award), 0);
      if (repeatable) return Array.from({ length: Math.min(wanted, awardsMax + 1) }, (_, at) => ({ ...award, id: `${award.id}#${at}` }));
      const key = `${award.issuedOn} ${nodes.map(({ id }) => id).join(' ')} ${alike(award)}`;
      const before = taken.get(key) ?? 0;
      taken.set(key, before + 1);
      return before < wanted ? [award] : [];
    }),
  );
}

/** Awards of the same key differ in nothing that the definition looks at beside what decides at which nodes they are eligible. */
function alikeTo(pathway: Pathway, world: World): (award: AwardFact) => string {
  const { policy } = pathway;
  const selectors = [...selectorsIn(pathway)];
  const equivalences = new Equivalences(policy.equivalences ?? [], world.isRepeatable);
  const groups = ['issuer', 'series', 'type', 'level', 'tag', 'group', 'skill'] as const;
  const named = new Set([...selectors.flatMap(({ achievementIn = [] }) => achievementIn), ...(policy.equivalences ?? []).flatMap(({ of, accepts }) => [of, accepts])]);
  return (award) => {
    if (named.has(award.achievement)) return award.achievement;
    const view = viewOf(award, award.issuedOn, policy, world);
    return JSON.stringify([view.metadata.measures, groups.map((by) => groupsOf(view, by)), selectors.map((one) => matches(one, view, equivalences, world))]);
  };
}

const attested = (node: string): AttestationFact => ({ id: `granted:${node}`, node, on: '0001-01-01', until: null, revokedOn: null });
