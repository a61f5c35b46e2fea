import { ApolloGateway } from '@apollo/gateway';
import type { Log } from '@cairn/telemetry';
import type { DocumentNode, ExecutionResult, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { withoutVendorTelemetry } from './config.js';
import type { SubgraphSource } from './datasource.js';
import type { RequestContext } from './request-context.js';

/** A checked operation with the variables as the client sent them. */
export interface PlannedOperation {
  readonly query: string;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
}

/** MiB of query plans kept. */
const plansMiB = 60;

/** Plans operations over the supergraph and runs the plans. Nothing is composed or fetched at run time. */
export class Planner {
  private constructor(
    private readonly gateway: ApolloGateway,
    /** The schema that clients see. */
    readonly schema: GraphQLSchema,
    private readonly logger: GatewayLogger,
  ) {}

  static async open(supergraph: string, sources: ReadonlyMap<string, SubgraphSource>, log: Log): Promise<Planner> {
    withoutVendorTelemetry();
    const logger = gatewayLogger(log);
    const gateway = new ApolloGateway({
      supergraphSdl: supergraph,
      buildService: ({ name }) => {
        const source = sources.get(name);
        if (!source) throw new Error(`The supergraph names the subgraph \`${name}\`, which the gateway was not given.`);
        return source;
      },
      logger,
      __exposeQueryPlanExperimental: false,
      experimental_approximateQueryPlanStoreMiB: plansMiB,
    });
    const { schema } = await gateway.load();
    return new Planner(gateway, schema, logger);
  }

  /** The document itself is the key of its plan: it is text that we hold anyway, and hashing it is work for each request. */
  run({ query, document, operation, operationName, variables }: PlannedOperation, context: RequestContext): Promise<ExecutionResult> {
    return this.gateway.executor({
      request: { query, operationName, variables: variables as Record<string, unknown> | undefined },
      document,
      operation,
      operationName: operationName ?? null,
      queryHash: query,
      source: query,
      context,
      schema: this.schema,
      logger: this.logger,
      schemaHash: undefined as never,
      metrics: {},
      cache: noCache,
      overallCachePolicy: undefined as never,
    }) as Promise<ExecutionResult>;
  }

  close(): Promise<void> {
    return this.gateway.stop();
  }
}

type GatewayLogger = ReturnType<typeof gatewayLogger>;

/** Its own notes are for the log at most: an answer's errors are told and logged by us. */
const gatewayLogger = (log: Log) => ({
  debug: () => undefined,
  info: () => undefined,
  warn: (message: unknown) => log.warn(String(message)),
  error: (message: unknown) => log.error(String(message)),
});

const noCache = { get: () => Promise.resolve(undefined), set: () => Promise.resolve(), delete: () => Promise.resolve() };
