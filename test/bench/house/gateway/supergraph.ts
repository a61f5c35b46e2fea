import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { sdl } from './sdl.js';

/** The supergraph of the bench's three subgraphs at these addresses. */
export function supergraphOf(urls: Readonly<Record<string, string>>): string {
  const composed = composeServices(Object.entries(sdl).map(([name, text]) => ({ name, url: `${urls[name]}/graphql`, typeDefs: parse(text) })));
  if (!composed.supergraphSdl) throw new Error(composed.errors?.map(({ message }) => message).join('\n'));
  return composed.supergraphSdl;
}
