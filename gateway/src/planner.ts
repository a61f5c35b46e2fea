import { ApolloGateway } from '@apollo/gateway';
import type { Log } from '@cairn/telemetry';
import type { GraphQLSchema } from 'graphql';
import { withoutVendorTelemetry } from './config.js';
import type { SubgraphSource } from './datasource.js';

/** Plans and runs operations over the subgraphs. */
export interface Planner {
  readonly gateway: ApolloGateway;
  /** The schema that clients see; there once the gateway is loaded. */
  apiSchema(): GraphQLSchema;
}

/** MiB of query plans kept. */
const plansMiB = 60;

/** Makes a gateway of the committed supergraph; nothing is composed or fetched at run time. */
export function makePlanner(supergraph: string, sources: ReadonlyMap<string, SubgraphSource>, log: Log): Planner {
  withoutVendorTelemetry();
  const gateway = new ApolloGateway({
    supergraphSdl: supergraph,
    buildService: ({ name }) => {
      const source = sources.get(name);
      if (!source) throw new Error(`The supergraph names the subgraph \`${name}\`, which the gateway was not given.`);
      return source;
    },
    logger: {
      debug: () => undefined,
      info: () => undefined,
      warn: (message: unknown) => log.warn(String(message)),
      error: (message: unknown) => log.error(String(message)),
    },
    __exposeQueryPlanExperimental: false,
    experimental_approximateQueryPlanStoreMiB: plansMiB,
  });
  let schema: GraphQLSchema | undefined;
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => (schema = apiSchema));
  return {
    gateway,
    apiSchema() {
      if (!schema) throw new Error('the supergraph is not loaded yet');
      return schema;
    },
  };
}
