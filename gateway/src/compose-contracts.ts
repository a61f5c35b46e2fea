import type { ContractName } from '@cairn/access';
import { composeSchemaContract, transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import { buildASTSchema, type DocumentNode, lexicographicSortSchema, parse, printSchema } from 'graphql';

/** Tags that let an element into a contract; internal is the whole graph. */
const included: Record<Exclude<ContractName, 'internal'>, Set<string>> = {
  public: new Set(['public']),
  partner: new Set(['public', 'partner']),
};

interface SubgraphDocument {
  readonly name: string;
  readonly url: string;
  readonly typeDefs: DocumentNode;
}

/**
 * The supergraph of a contract: whatever lacks one of its tags is `@inaccessible`, so what someone forgot to tag is in no
 * contract but the internal one. Answers the composer's faults instead when, say, a required argument is not tagged.
 */
export function contractSupergraph(
  services: readonly SubgraphDocument[],
  contract: Exclude<ContractName, 'internal'>,
): { readonly supergraph: string } | { readonly faults: readonly string[] } {
  const filter = { include: included[contract], exclude: new Set(['internal']) };
  const { supergraphSdl, errors } = composeSchemaContract([...services], filter, true);
  if (!supergraphSdl) return { faults: (errors ?? []).map(({ message }) => `contract ${contract}: ${message}`) };
  return { supergraph: `${supergraphSdl.trim()}\n` };
}

/** What clients see of a supergraph, sorted by name. */
export const apiOf = (supergraph: string): string =>
  `${printSchema(lexicographicSortSchema(buildASTSchema(transformSupergraphToPublicSchema(parse(supergraph)))))}\n`;
