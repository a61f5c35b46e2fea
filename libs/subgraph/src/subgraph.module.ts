import { readdirSync, readFileSync } from 'node:fs';
import type { DynamicModule } from '@nestjs/common';
import { GraphQLModule, type GqlModuleOptions } from '@nestjs/graphql';
import { scalars } from './scalars.js';
import { SubgraphDriver } from './subgraph.driver.js';

const values = readFileSync(new URL('../values.graphql', import.meta.url), 'utf8');

/**
 * The SDL of a subgraph: its `schema.graphql`, what nouns of their own add to it (a `.graphql` file in the folder of the
 * noun, below `src/`), and the value types that all five subgraphs share.
 */
export function subgraphSdl(schema: URL): string {
  const folder = new URL('./src/', schema);
  const nouns = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.graphql'));
  const own = [schema, ...nouns.sort().map((file) => new URL(file, folder))];
  return [...own.map((file) => readFileSync(file, 'utf8')), values].join('\n');
}

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
