import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import type { Log } from '@cairn/telemetry';
import { type ExecutionResult, getVariableValues, GraphQLError, type GraphQLFormattedError, type GraphQLSchema, OperationTypeNode } from 'graphql';
import { checkCost } from './cost.js';
import { type CheckedDocument, Documents } from './documents.js';
import type { Planner } from './planner.js';
import { Refused } from './refused.js';
import type { RequestContext } from './request-context.js';
import { statusOf, toldErrors } from './told-errors.js';

/** One operation as a client sends it. */
export interface GraphRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

export interface GraphAnswer {
  readonly status: number;
  readonly body: { readonly data?: unknown; readonly errors?: readonly GraphQLFormattedError[] };
}

/**
 * Checks operations and runs them. Documents are parsed and validated here, once each and with our limits first, so
 * Apollo Server, which holds the gateway, is told not to validate again.
 */
export class Operations {
  private readonly documents: Documents;

  private constructor(
    /** The schema that clients see. */
    readonly schema: GraphQLSchema,
    private readonly server: ApolloServer<RequestContext>,
    private readonly log: Log,
  ) {
    this.documents = new Documents(schema);
  }

  static async open(planner: Planner, log: Log): Promise<Operations> {
    const server = new ApolloServer<RequestContext>({
      gateway: planner.gateway,
      introspection: true,
      dangerouslyDisableValidation: true,
      stopOnTerminationSignals: false,
      plugins: [ApolloServerPluginCacheControlDisabled(), ApolloServerPluginLandingPageDisabled()],
    });
    await server.start();
    return new Operations(planner.apiSchema(), server, log);
  }

  async answer(request: GraphRequest, context: RequestContext): Promise<GraphAnswer> {
    const checked = this.documents.check(request.query);
    if (!('document' in checked)) return this.told({ errors: checked }, context);
    const refused = this.refusal(checked, request);
    if (refused) return this.told({ errors: refused }, context);
    const { body } = await this.server.executeOperation<Record<string, unknown>>(request, { contextValue: context });
    if (body.kind !== 'single') throw new Error('an answer came in parts');
    return this.told(body.singleResult as ExecutionResult, context);
  }

  close(): Promise<void> {
    return this.server.stop();
  }

  /** What speaks against running the operation with these variables. */
  private refusal({ operations, fragments }: CheckedDocument, request: GraphRequest): readonly GraphQLError[] | undefined {
    const named = operations.filter(({ name }) => !request.operationName || name?.value === request.operationName);
    const [operation] = named;
    if (!operation || named.length > 1) return [refusedAs('BAD_USER_INPUT', 'Name one of the operations in `operationName`.')];
    if (operation.operation === OperationTypeNode.SUBSCRIPTION) return [refusedAs('BAD_USER_INPUT', 'Subscriptions are not offered.')];
    const { schema } = this;
    const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], request.variables ?? {}, { maxErrors: 5 });
    if (errors) return errors.map((error) => refusedAs('BAD_USER_INPUT', error.message));
    try {
      checkCost({ schema, operation, fragments, variables: coerced });
      return undefined;
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

const refusedAs = (code: string, message: string): GraphQLError => new GraphQLError(message, { extensions: { code } });
