/** The provider's nested page: awards with all that hangs on them. */
export const nestedPage = `query Page($first: Int!) {
  awards(first: $first) {
    nodes {
      id awardedOn state
      earner { id name }
      achievement { id code title }
      issuer { id name url }
      credential { id url state }
      countsToward { id state progress { state satisfied total missing { node reason } } }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** One answer to the nested page, checked: a page with holes or errors would make a figure too good. */
export async function askNestedPage(url: string, key: string | null, first: number): Promise<{ subgraphCalls: number }> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query: nestedPage, variables: { first } }),
  });
  const { data, errors } = (await response.json()) as { data?: { awards: { nodes: Record<string, unknown>[] } }; errors?: unknown };
  if (errors) throw new Error(`the page has errors: ${JSON.stringify(errors).slice(0, 600)}`);
  const nodes = data?.awards.nodes ?? [];
  const holes = nodes.flatMap((node) => ['earner', 'achievement', 'issuer', 'credential', 'countsToward'].filter((field) => node[field] === null));
  if (nodes.length !== first || holes.length > 0) throw new Error(`a page of ${nodes.length} with holes: ${[...new Set(holes)].join(', ')}`);
  return { subgraphCalls: Number(response.headers.get('cairn-subgraph-calls')) };
}
