import { type GraphQLSchema, type OperationDefinitionNode, OperationTypeNode } from 'graphql';
import type { CheckedDocument } from '../documents.js';
import { limits } from '../limits/limits.js';
import { Refused } from '../refused.js';
import { rootNames } from '../root-names.js';
import { AnswerPoints } from './answer-points.js';
import { operationTerm } from './operation-term.js';
import { type Prices, pricesOf } from './prices.js';
import { type Cost, costOf, type Term, type Variables } from './term.js';

/** The cost of one operation, whatever its variables; read from its document once. */
export class OperationCost {
  private counting: AnswerPoints | undefined;

  constructor(
    private readonly term: Term,
    private readonly countingOf: () => AnswerPoints | undefined,
    /** Whether it has the root field `rateLimit`. */
    readonly asksForRateLimit: boolean,
  ) {}

  /**
   * What the answer could cost at most, to be charged before running.
   *
   * @param variables coerced: defaults written in the operation count
   * @throws Refused BAD_USER_INPUT for sizes out of bounds
   */
  requested(variables: Variables): Cost {
    return costOf(this.term, variables);
  }

  /** What the answer did cost, at most what was requested. A mutation costs what was requested: its work was done. */
  actual(data: unknown, requested: Cost): number {
    if (requested.points === 0) return 0;
    this.counting ??= this.countingOf();
    return this.counting ? Math.min(requested.points, this.counting.of(data)) : requested.points;
  }
}

/** Reads the cost of operations, each once. */
export class CostRule {
  private readonly prices: Prices;
  private readonly known = new WeakMap<OperationDefinitionNode, OperationCost>();

  constructor(
    private readonly schema: GraphQLSchema,
    supergraph: string,
  ) {
    this.prices = pricesOf(supergraph, schema);
  }

  /** Throws Refused BAD_USER_INPUT for sizes out of bounds that the document itself says. */
  of(operation: OperationDefinitionNode, { fragments }: Pick<CheckedDocument, 'fragments'>): OperationCost {
    let cost = this.known.get(operation);
    if (!cost) {
      const around = { schema: this.schema, prices: this.prices, fragments };
      const counting = () => (operation.operation === OperationTypeNode.MUTATION ? undefined : new AnswerPoints(operation, around));
      cost = new OperationCost(operationTerm(operation, around), counting, rootNames(operation, fragments).has('rateLimit'));
      this.known.set(operation, cost);
    }
    return cost;
  }
}

/** Throws Refused COST_EXCEEDED above 1,000 points or 25,000 nodes. */
export function withinLimits({ points, nodes }: Cost): void {
  // Not `>`: sums beyond what a number can hold are no number at all, and no less refused.
  if (!(points <= limits.points)) throw tooDear(points, 'points', limits.points);
  if (!(nodes <= limits.nodes)) throw tooDear(nodes, 'nodes', limits.nodes);
}

function tooDear(amount: number, what: 'points' | 'nodes', most: number): Refused {
  const told = Number.isSafeInteger(amount) ? amount.toLocaleString('en') : 'too many';
  return new Refused(400, 'COST_EXCEEDED', `The answer could cost ${told} ${what}; at most ${most.toLocaleString('en')} are allowed. Ask for smaller pages.`);
}
