import { type Evaluation, type PathwayDefinition, type PathwayState, whatHelpsNext } from '@cairn/requirements';

/** How far an earner is, as it is stored with the enrolment. Ids of awards and achievements are bare. */
export interface Progress {
  readonly state: PathwayState;
  readonly satisfied: number;
  readonly total: number;
  readonly complete: boolean;
  readonly nodes: readonly {
    readonly id: string;
    readonly state: string;
    readonly have: number;
    readonly need: number;
    readonly counted: readonly string[];
    readonly blocking: string | null;
  }[];
  readonly missing: readonly { readonly node: string; readonly reason: string; readonly achievement: string }[];
  /** The civil day evaluated, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** RFC 3339 instant. */
  readonly evaluatedAt: string;
}

const countedMax = 100;
const missingMax = 20;

export function progressOf(evaluation: Evaluation, definition: PathwayDefinition, evaluatedAt: string): Progress {
  const { state, satisfied, total, complete, asOf } = evaluation;
  return {
    state,
    satisfied,
    total,
    complete,
    nodes: evaluation.nodes.map((node) => ({
      id: node.id,
      state: node.state,
      have: node.have,
      need: node.need,
      counted: node.counted.slice(0, countedMax).map(({ award }) => award),
      blocking: node.blocking?.code ?? null,
    })),
    missing: whatHelpsNext(evaluation, definition)
      .flatMap(({ missing }) => missing)
      .slice(0, missingMax)
      .map(({ node, code, achievement }) => ({ node, reason: code, achievement })),
    asOf,
    evaluatedAt,
  };
}

/** The distinct awards that count towards the pathway, in declared order; what only an `optional` node counts is left out. */
export function countedAwards({ nodes, steps }: Pick<Evaluation, 'nodes' | 'steps'>): string[] {
  const required = new Set(steps.map(({ requirement }) => requirement));
  return [...new Set(nodes.filter(({ id }) => required.has(id)).flatMap(({ counted }) => counted.map(({ award }) => award)))];
}
