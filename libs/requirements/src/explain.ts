import type { CivilDate } from './civil-date.js';
import type { Plan } from './plan.js';
import { BLOCKING_CODES, type BlockingCode, type NodeEvaluation, type NodeState } from './evaluation.js';
import { isExpired, isRevoked, isSuspended, isValid, type Holding } from './holding.js';
import type { Timeline } from './timeline.js';

/**
 * Every node at the end of `asOf`. The witness prefers earlier children, then the earlier `issuedOn`, then the smaller
 * id. A satisfied child of an unsatisfied parent reads SATISFIED: nothing but its siblings is lacking (decided).
 */
export function explainNodes(
  plan: Plan,
  timeline: Timeline,
  holdings: readonly (readonly Holding[])[],
  asOf: CivilDate,
): NodeEvaluation[] {
  const wanted = wantedNodes(plan, timeline);
  const drafts: Draft[] = new Array<Draft>(plan.nodes.length);
  // Children stand behind their parent, so what is beneath a node is known when the node is reached.
  for (let at = plan.nodes.length - 1; at >= 0; at--) {
    const node = plan.nodes[at]!;
    drafts[at] =
      node.rule !== null
        ? leafDraft(
            holdings[node.group]!,
            (award) => isValid(award, node.rule!, asOf, timeline.completedOn),
            wanted[at]!,
            asOf,
          )
        : innerDraft(plan, timeline, drafts, at);
  }
  return plan.nodes.map((node, at) => {
    const { counted, surplus, started, blocking } = drafts[at]!;
    const alone = timeline.tally.isMet(at);
    const state: NodeState = alone ? (wanted[at] ? 'SATISFIED' : 'SURPLUS') : started ? 'PARTIAL' : 'UNMET';
    const have = Math.min(timeline.tally.have(at), node.need);
    return {
      id: node.id,
      state,
      have,
      need: node.need,
      alone,
      counted: counted.map((award) => ({ award })),
      surplus,
      blocking,
    };
  });
}

interface Draft {
  readonly counted: readonly string[];
  readonly surplus: readonly string[];
  /** An award is counted at or beneath. */
  readonly started: boolean;
  readonly blocking: NodeEvaluation['blocking'];
  /** The codes each of which, lifted alone, satisfies the node. */
  readonly curedBy: ReadonlySet<BlockingCode>;
}

const none: ReadonlySet<BlockingCode> = new Set();
const nothing: readonly string[] = [];

/** Whether a node is asked for: chosen, or part of something not satisfied yet. Beyond what a parent needs it is surplus. */
function wantedNodes(plan: Plan, { tally }: Timeline): boolean[] {
  const wanted: boolean[] = new Array<boolean>(plan.nodes.length).fill(true);
  plan.nodes.forEach((node, at) => {
    let left = wanted[at] ? node.need : 0;
    for (const child of node.children) {
      if (!plan.nodes[child]!.counts) continue;
      // Of a satisfied parent exactly `need` children are chosen, the earliest; of another every child is wanted.
      wanted[child] = tally.isMet(at) ? tally.isMet(child) && left-- > 0 : wanted[at]!;
    }
  });
  return wanted;
}

function leafDraft(
  awards: readonly Holding[],
  valid: (award: Holding) => boolean,
  wanted: boolean,
  asOf: CivilDate,
): Draft {
  const eligible = awards
    .filter(valid)
    .sort(byIssueThenId)
    .map((holding) => holding.award);
  if (eligible.length > 0) {
    const counted = wanted ? eligible.slice(0, 1) : nothing;
    return {
      counted,
      surplus: wanted ? eligible.slice(1) : eligible,
      started: true,
      blocking: null,
      curedBy: none,
    };
  }
  if (awards.length === 0) {
    return {
      counted: nothing,
      surplus: nothing,
      started: false,
      blocking: { code: 'MISSING', awards: [] },
      curedBy: new Set(['MISSING']),
    };
  }
  const obstacles = awards.map((award) => obstaclesOf(award, asOf));
  const curedBy = new Set(obstacles.filter((codes) => codes.length === 1).flat());
  const code = firstOf(curedBy) ?? firstOf(new Set(obstacles.flat())) ?? 'MISSING';
  const concerned = awards.filter((_, i) => obstacles[i]!.includes(code)).sort(byIssueThenId);
  const blocking = { code, awards: concerned.map((holding) => holding.award) };
  return { counted: nothing, surplus: nothing, started: false, blocking, curedBy };
}

function innerDraft(plan: Plan, { tally }: Timeline, drafts: readonly Draft[], at: number): Draft {
  const node = plan.nodes[at]!;
  const children = node.children.filter((child) => plan.nodes[child]!.counts);
  const counted = [...new Set(children.flatMap((child) => drafts[child]!.counted))];
  const started = children.some((child) => drafts[child]!.started);
  if (tally.isMet(at)) return { counted, surplus: nothing, started, blocking: null, curedBy: none };
  const lacking = children.filter((child) => !tally.isMet(child));
  const met = tally.have(at);
  const cures = (code: BlockingCode): boolean =>
    met + lacking.filter((child) => drafts[child]!.curedBy.has(code)).length >= node.need;
  const curedBy = new Set(BLOCKING_CODES.filter(cures));
  const code =
    firstOf(curedBy) ??
    firstOf(new Set(lacking.flatMap((child) => drafts[child]!.blocking?.code ?? []))) ??
    'MISSING';
  const blockings = lacking
    .map((child) => drafts[child]!.blocking)
    .filter((blocking) => blocking?.code === code);
  const awards = [...new Set(blockings.flatMap((blocking) => blocking!.awards))];
  return { counted, surplus: nothing, started, blocking: { code, awards }, curedBy };
}

function obstaclesOf(award: Holding, asOf: CivilDate): BlockingCode[] {
  const codes: BlockingCode[] = [];
  if (isExpired(award, asOf)) codes.push('EXPIRED');
  if (isRevoked(award, asOf)) codes.push('REVOKED');
  if (isSuspended(award, asOf)) codes.push('SUSPENDED');
  if (award.issuedOn > asOf) codes.push('NOT_YET_ISSUED');
  return codes;
}

function firstOf(codes: ReadonlySet<BlockingCode>): BlockingCode | undefined {
  return BLOCKING_CODES.find((code) => codes.has(code));
}

function byIssueThenId(a: Holding, b: Holding): number {
  if (a.issuedOn !== b.issuedOn) return a.issuedOn < b.issuedOn ? -1 : 1;
  return a.award < b.award ? -1 : a.award > b.award ? 1 : 0;
}
