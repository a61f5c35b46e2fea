import { readFileSync } from 'node:fs';
import type { DynamicModule } from '@nestjs/common';
import { GraphQLModule, type GqlModuleOptions } from '@nestjs/graphql';
import { scalars } from './scalars.js';
import { SubgraphDriver } from './subgraph.driver.js';

const values = readFileSync(new URL('../values.graphql', import.meta.url), 'utf8');

/** The SDL of a subgraph: its own file and the value types that all five share. */
export const subgraphSdl = (schema: URL): string => `${readFileSync(schema, 'utf8')}\n${values}`;

/** The Nest module that makes a schema of the SDL and of every resolver in the application. */
export function subgraphModule(sdl: string): DynamicModule {
  const options: GqlModuleOptions & { driver: typeof SubgraphDriver } = {
    driver: SubgraphDriver,
    typeDefs: sdl,
    resolvers: { ...scalars, Node: { __resolveType: (node: { __typename?: string }) => node.__typename } },
    path: '',
  };
  return GraphQLModule.forRoot(options as never);
}
