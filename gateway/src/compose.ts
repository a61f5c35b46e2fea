import { composeServices as judge } from '@apollo/composition';
import { subgraphSdl } from '@cairn/subgraph';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { apiOf, contractSupergraph } from './compose-contracts.js';
import { subgraphNames } from './subgraph-names.js';

/** The committed files, as composition yields them. */
export interface Composition {
  /** What the gateway plans with. */
  readonly supergraph: string;
  /** The schemas that clients see, by contract. */
  readonly public: string;
  readonly partner: string;
  readonly internal: string;
  /** For a gateway of another make that serves one contract alone. */
  readonly publicSupergraph: string;
  readonly partnerSupergraph: string;
}

const repository = new URL('../../', import.meta.url);

/** Where the committed files lie. */
export const compositionFiles: Record<keyof Composition, URL> = {
  supergraph: new URL('gateway/supergraph.graphql', repository),
  public: new URL('gateway/contracts/public.graphql', repository),
  partner: new URL('gateway/contracts/partner.graphql', repository),
  internal: new URL('gateway/contracts/internal.graphql', repository),
  publicSupergraph: new URL('gateway/contracts/public.supergraph.graphql', repository),
  partnerSupergraph: new URL('gateway/contracts/partner.supergraph.graphql', repository),
};

/** The SDL of one subgraph as its service loads it. */
export const sdlOf = (name: string): string => subgraphSdl(new URL(`services/${name}/schema.graphql`, repository));

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
  const [publicPart, partnerPart] = [contractSupergraph(services, 'public'), contractSupergraph(services, 'partner')];
  if ('faults' in publicPart) return publicPart;
  if ('faults' in partnerPart) return partnerPart;
  const supergraph = `${result.supergraphSdl.trim()}\n`;
  return {
    supergraph,
    public: apiOf(publicPart.supergraph),
    partner: apiOf(partnerPart.supergraph),
    internal: apiOf(supergraph),
    publicSupergraph: publicPart.supergraph,
    partnerSupergraph: partnerPart.supergraph,
  };
}

/** Composes the subgraphs as they stand in the tree. */
export const composeTree = () => compose(new Map(subgraphNames.map((name) => [name, sdlOf(name)])));
