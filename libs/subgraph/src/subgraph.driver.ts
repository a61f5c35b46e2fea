import { AbstractGraphQLDriver, GraphQLFederationFactory, type GqlModuleOptions } from '@nestjs/graphql';
import { Injectable } from '@nestjs/common';
import type { GraphQLSchema } from 'graphql';

/**
 * Lets Nest build the federated schema from SDL and resolvers, and nothing more: operations are run by SubgraphExecutor,
 * which is the same in one process and over HTTP.
 */
@Injectable()
export class SubgraphDriver extends AbstractGraphQLDriver {
  constructor(private readonly federation: GraphQLFederationFactory) {
    super();
  }

  override generateSchema(options: GqlModuleOptions): Promise<GraphQLSchema> {
    return this.federation.generateSchema(options);
  }

  async start(): Promise<void> {}

  async stop(): Promise<void> {}
}
