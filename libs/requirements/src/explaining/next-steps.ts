import type { Answer } from '../answer/answer.js';
import type { CivilDate } from '../civil-date.js';
import type { Node } from '../language/pathway.js';
import { namedIn } from '../language/selector.js';
import { descend, isCounting } from '../language/tree.js';
import type { Day } from '../history/day.js';
import type { Question } from '../question.js';
import type { BlockingCode } from './blocking-code.js';
import { dueSteps } from './due-steps.js';
import { type Effect, effectOf, holdingOn } from './effect.js';
import { explain } from './explain.js';
import { type Lacking, lackingLeaves } from './lacking-leaves.js';
import { type StillMissing, stillMissing } from './still-missing.js';
import { type Cost, cheapest, compareCosts, type Weigh } from './weigh.js';

/** Something that an earner can do next. */
export interface NextStep extends Cost {
  /** The leaf that it is about, and the top-level requirement above it (null for maintenance of the whole). */
  readonly node: string;
  readonly requirement: string | null;
  /** Why it is not satisfied yet. */
  readonly reason: BlockingCode;
  /** Achievements any of which helps; empty where the node does not name them. The cost is that of the cheapest. */
  readonly achievements: readonly string[];
  /** How much a sum or count still lacks, and of what; null where one award, attestation or completion is lacking. */
  readonly missing: StillMissing | null;
  /** Another pathway to complete. */
  readonly pathway: string | null;
  /** The role that has to attest. */
  readonly attestedBy: string | null;
  /** Top-level requirements that it completes. */
  readonly completes: number;
  /** Nodes that hold by themselves once it is done, this one among them. */
  readonly completesNodes: number;
  readonly completesPathway: boolean;
  /** Nodes that have to be satisfied first, by the order of the pathway. */
  readonly after: readonly string[];
  /** The last day is the day before. */
  readonly dueOn: CivilDate | null;
}

/** Of what a question may spend on solving, so much may be spent once more on trials. */
const ofBudget = 0.3;

/** Leaves that are tried however long it takes. */
const fewestTrials = 4;

/** More than anybody reads. */
const MOST = 20;
/** So many leaves are tried at most, fewer where a trial needs solving or the definition is large. Those of requirements that lack least come first. */
const trialsFor = (method: Answer['method'], nodes: number): number => Math.max(8, Math.min(method === 'linear' ? 80 : 24, Math.floor(40_000 / nodes)));

/**
 * What to do next, what completes most first: by top-level requirements, then by nodes, then what belongs to a requirement
 * that lacks least, then by effort, price and place in the definition. At most 20. Maintenance that is due comes first.
 */
export function nextSteps(question: Question, answer: Answer, weigh: Weigh): readonly NextStep[] {
  const { judged } = answer;
  if (!judged) return [];
  const { day } = judged;
  const due = dueSteps(day);
  const isDone = answer.satisfied === answer.total;
  const lacking = isDone ? [] : merged(lackingLeaves(day, explain(question, answer)));
  const tried = lacking.toSorted((a, b) => a.siblings - b.siblings).slice(0, trialsFor(answer.method, day.rules.nodes.size));
  day.assignments.solver.renew?.(ofBudget);
  const before = { satisfied: answer.satisfied, holding: isDone ? 0 : holdingOn(day) };
  const steps = Array.from(inTime(tried, day), (one) => ({ ...one, step: stepOf(one, effectOf(one.node, question, day, before), day, weigh) }));
  steps.sort((a, b) => b.step.completes - a.step.completes || b.step.completesNodes - a.step.completesNodes || a.siblings - b.siblings || compareCosts(a.step, b.step) || lacking.findIndex(({ node }) => node === a.node) - lacking.findIndex(({ node }) => node === b.node));
  return [...due, ...steps.map(({ step }) => step)].slice(0, MOST);
}

/** Those that there is time for, and some in any case. */
function* inTime(tried: readonly Lacking[], { assignments: { solver } }: Day): Generator<Lacking> {
  const late = performance.now() + (solver.patience ?? Infinity) * 1_000;
  for (const [at, one] of tried.entries()) if (at < fewestTrials || performance.now() < late) yield one;
}

function stepOf({ node, root, explained }: Lacking, effect: Effect, day: Day, weigh: Weigh): NextStep {
  const achievements = achievementsAt(node, day);
  return {
    ...cheapest(achievements, weigh),
    node: node.id,
    requirement: root,
    reason: explained.blocking?.code ?? 'MISSING',
    achievements,
    missing: stillMissing(node, explained, day.situation),
    pathway: node.kind === 'pathwayCompleted' ? node.pathway : null,
    attestedBy: node.kind === 'attested' ? node.by : null,
    completes: effect.requirements,
    completesNodes: effect.nodes,
    completesPathway: effect.completesAll,
    after: comesFirst(node.id, day),
    dueOn: null,
  };
}

/** Those that a node names and that nothing held stands for already. */
function achievementsAt(node: Node, { situation }: Day): readonly string[] {
  if (node.kind === 'award') return [node.achievement];
  if (node.kind === 'maintain') return node.anchor.achievement === undefined ? [] : [node.anchor.achievement];
  if (!isCounting(node)) return [];
  const { equivalences, world } = situation.judging;
  const eligible = situation.pairsAt(node);
  return [...new Set(namedIn(node.from))].filter((one) => world.isRepeatable(one) || !eligible.some(({ view }) => equivalences.standsFor(view.award, one)));
}

/** What an edge asks for first, of this node or of one above it, and is not satisfied yet. */
function comesFirst(id: string, { assignments, rules }: Day): string[] {
  const isAtOrBeneath = (above: string): boolean => [...descend(rules.nodes.get(above)!, true)].some((one) => one.id === id);
  return assignments.edges.filter(({ after, before }) => isAtOrBeneath(after) && !assignments.judge.of(rules.nodes.get(before)!).alone).map(({ before }) => before);
}

/** One award serves every node that names its achievement: the first of them stands for all. */
function merged(leaves: readonly Lacking[]): Lacking[] {
  const seen = new Set<string>();
  return leaves.filter(({ node }) => {
    const key = node.kind === 'award' ? `award ${node.achievement} ${JSON.stringify([node.minResult, node.minLevel, node.where])}` : node.id;
    return !seen.has(key) && Boolean(seen.add(key));
  });
}
