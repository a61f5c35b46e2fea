import { readFileSync } from 'node:fs';
import { composeServices as judge } from '@apollo/composition';
import { composeServices, transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import { buildASTSchema, lexicographicSortSchema, parse, printSchema } from 'graphql';
import { type SubgraphName, subgraphNames } from './subgraph-names.js';

/** Both committed files, as composition yields them. */
export interface Composition {
  /** gateway/supergraph.graphql: what the gateway plans with. */
  readonly supergraph: string;
  /** gateway/api.graphql: the schema that clients see. */
  readonly api: string;
}

const repository = new URL('../../', import.meta.url);

/** Where the committed files lie. */
export const compositionFiles: Record<keyof Composition, URL> = {
  supergraph: new URL('gateway/supergraph.graphql', repository),
  api: new URL('gateway/api.graphql', repository),
};

/** The SDL of one subgraph as its service loads it: its own file and the shared value types. */
export function subgraphSdl(name: SubgraphName): string {
  const read = (path: string) => readFileSync(new URL(path, repository), 'utf8');
  return `${read(`services/${name}/schema.graphql`)}\n${read('libs/subgraph/values.graphql')}`;
}

/**
 * Composes the subgraphs' SDL. Two composers have to agree that it is sound: the first writes what is committed, the
 * second also knows hints (an interface that drifted composes without an error), and a hint is a fault here.
 */
export function compose(sdls: ReadonlyMap<string, string>): Composition | { readonly faults: readonly string[] } {
  const services = [...sdls].map(([name, sdl]) => ({ name, url: `cairn:${name}`, typeDefs: parse(sdl) }));
  const result = composeServices(services);
  const judged = judge(services);
  const faults = [
    ...(result.errors ?? []).map((error) => error.message),
    ...(judged.errors ?? []).map((error) => error.message),
    ...(judged.hints ?? []).map((hint) => `${hint.definition.code}: ${hint.message}`),
  ];
  if (faults.length > 0 || !result.supergraphSdl) return { faults };
  const api = lexicographicSortSchema(buildASTSchema(transformSupergraphToPublicSchema(parse(result.supergraphSdl))));
  return { supergraph: `${result.supergraphSdl.trim()}\n`, api: `${printSchema(api)}\n` };
}

/** Composes the subgraphs as they stand in the tree. */
export const composeTree = () => compose(new Map(subgraphNames.map((name) => [name, subgraphSdl(name)])));
