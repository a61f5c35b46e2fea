import type { ContractName } from '@cairn/access';
import { unstorableVariable } from '@cairn/subgraph';
import type { Log } from '@cairn/telemetry';
import {
  type ExecutionResult,
  getVariableValues,
  GraphQLError,
  type GraphQLFormattedError,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import { faultsOfAskedQueries } from './bulk/asked-queries.js';
import type { BulkPlans } from './bulk/plan/bulk-plans.js';
import type { Contracts } from './contracts.js';
import { type CostRule, type OperationCost, withinLimits } from './cost/cost-rule.js';
import type { Cost } from './cost/term.js';
import { type CheckedDocument, Documents } from './documents.js';
import { introspection } from './introspection.js';
import { withinLongLimits } from './limits/long-values.js';
import type { Planner } from './planner.js';
import { Refused } from './refused.js';
import { figuresOf } from './rate/told-figures.js';
import type { RequestContext } from './request-context.js';
import { statusOf, toldErrors } from './told-errors.js';

/** One operation with the text of its document. */
export interface GraphRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  /** Longer or deeper than operations are that carry no definition. */
  readonly isLong?: boolean;
}

export interface GraphAnswer {
  readonly status: number;
  readonly body: { readonly data?: unknown; readonly errors?: readonly GraphQLFormattedError[] };
}

/** Checks operations, runs them and words what went wrong. */
export class Operations {
  private readonly documents: Readonly<Record<ContractName, Documents>>;

  constructor(
    private readonly planner: Planner,
    private readonly contracts: Contracts,
    private readonly cost: CostRule,
    private readonly bulk: BulkPlans,
    private readonly log: Log,
  ) {
    const of = (contract: ContractName) => new Documents(contracts[contract].schema);
    this.documents = { public: of('public'), partner: of('partner'), internal: of('internal') };
  }

  /** Throws Refused for a body beyond its limits. */
  async answer(request: GraphRequest, context: RequestContext): Promise<GraphAnswer> {
    const { query, operationName, variables } = request;
    const checked = this.documents[context.contract].check(query);
    if (!('document' in checked)) return this.told({ errors: this.beyondPublic(query, context, checked) ?? checked }, context);
    const operation = operationIn(checked, operationName);
    if (operation instanceof GraphQLError) return this.told({ errors: [operation] }, context);
    if (request.isLong) withinLongLimits({ document: checked.document, operation, variables: variables ?? {} }, this.planner.schema);
    const priced = this.priced(checked, operation, variables, context);
    if (!('cost' in priced)) return this.told({ errors: priced }, context);
    const { document } = checked;
    const { cost, requested } = priced;
    context.account.charge(requested.points);
    context.actual = requested.points;
    const schema = introspection(checked, operation, variables ?? {}, this.contracts[context.contract]);
    if (schema) return this.told(schema, context);
    const bulkQueries = faultsOfAskedQueries({ checked, operation, variables: variables ?? {}, contract: context.contract }, this.planner.schema, this.bulk);
    if (bulkQueries) context.statement = { ...context.statement, bulkQueries };
    if (cost.asksForRateLimit) context.statement = { ...context.statement, rateLimit: figuresOf(context, requested.nodes) };
    const result = await this.planner.run({ query, document, operation, operationName, variables }, context);
    context.actual = cost.actual(result.data, requested);
    context.account.refund(requested.points - context.actual);
    return this.told(result, context);
  }

  /** Somebody who is not of a tenant asks what only tenants are shown: to be told so helps more than that there is no such field. */
  private beyondPublic(query: string, { contract, statement }: RequestContext, [fault]: readonly GraphQLError[]): readonly GraphQLError[] | undefined {
    const { kind } = statement.principal;
    if (contract !== 'public' || (kind !== 'ANONYMOUS' && kind !== 'PERSON') || fault?.extensions.code !== 'GRAPHQL_VALIDATION_FAILED') return undefined;
    if (!('document' in this.documents.partner.check(query))) return undefined;
    return kind === 'ANONYMOUS'
      ? [refusedAs('UNAUTHENTICATED', 'This needs the key of a tenant. Send `Authorization: Bearer <key>`.')]
      : [refusedAs('FORBIDDEN', 'This is for the programs and staff of a tenant.')];
  }

  /** What running the operation with these variables could cost, or what speaks against it. */
  private priced(
    checked: CheckedDocument,
    operation: OperationDefinitionNode,
    variables: GraphRequest['variables'],
    context: RequestContext,
  ): { readonly cost: OperationCost; readonly requested: Cost } | readonly GraphQLError[] {
    const { schema } = this.planner;
    const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {}, { maxErrors: 5 });
    if (errors) return errors.map((error) => refusedAs('BAD_USER_INPUT', error.message));
    const unstorable = unstorableVariable(coerced);
    if (unstorable) return [unstorable];
    try {
      const cost = this.cost.of(operation, checked);
      const requested = cost.requested(coerced);
      context.requested = requested.points;
      withinLimits(requested);
      return { cost, requested };
    } catch (error) {
      if (error instanceof Refused) return [refusedAs(error.code, error.message)];
      throw error;
    }
  }

  private told({ data, errors = [] }: ExecutionResult, { statement }: RequestContext): GraphAnswer {
    if (errors.length === 0) return { status: 200, body: { data } };
    const told = toldErrors(errors, statement.requestId, this.log);
    return { status: statusOf(data, told), body: data === undefined ? { errors: told } : { errors: told, data } };
  }
}

function operationIn({ operations }: CheckedDocument, name: string | undefined): OperationDefinitionNode | GraphQLError {
  const named = operations.filter((operation) => name === undefined || operation.name?.value === name);
  const [operation] = named;
  if (!operation || named.length > 1) return refusedAs('BAD_USER_INPUT', 'Name one of the operations in `operationName`.');
  if (operation.operation === OperationTypeNode.SUBSCRIPTION) return refusedAs('BAD_USER_INPUT', 'Subscriptions are not offered.');
  return operation;
}

const refusedAs = (code: string, message: string): GraphQLError => new GraphQLError(message, { extensions: { code } });
