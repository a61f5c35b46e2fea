import { Provider } from '../testing/provider.js';
import { VerificationRegistry } from '../testing/verification-registry.js';

const changes = `query ($after: Position, $first: Int = 500) {
  credentialChanges(after: $after, first: $first) { nodes { id type op version node { ... on Credential { state status { revoked } } } } endPosition hasMore }
}`;

interface Page {
  credentialChanges: {
    nodes: { id: string; version: number; node: { state: string; status: { revoked: boolean } } | null }[];
    endPosition: string;
    hasMore: boolean;
  };
}

describe('the change feed of credentials', () => {
  let registry: VerificationRegistry;
  let provider: Provider;

  beforeAll(async () => {
    registry = await VerificationRegistry.open();
    provider = await new Provider(registry).introduce();
  }, 60_000);
  afterAll(async () => {
    await registry.close();
    await registry.test.close();
  });

  const page = async (after: string | null, of = provider) =>
    (await registry.ask<Page>(changes, { after }, of.administrator)).credentialChanges;

  /** Reads on until nothing more comes for a while; the relay fills the feed a moment after the write. */
  async function readOn(after: string | null) {
    const nodes: Page['credentialChanges']['nodes'] = [];
    let position = after;
    for (let quiet = 0; quiet < 10; ) {
      const { nodes: found, endPosition, hasMore } = await page(position);
      nodes.push(...found);
      position = endPosition;
      quiet = found.length > 0 || hasMore ? 0 : quiet + 1;
      if (quiet > 0) await new Promise((resume) => setTimeout(resume, 100));
    }
    return { nodes, position };
  }

  it('tells of preparation, signing and revocation in this order, and of nothing to others', async () => {
    await provider.award();
    const snapshot = await readOn(null);
    expect(snapshot.nodes.length).toBeGreaterThan(0);
    const fresh = await provider.award();
    await (await registry.get(`/c/awd_${fresh.award}.json`)).text();
    await provider.revoke(fresh);
    const { nodes } = await readOn(snapshot.position);
    const id = nodes.at(-1)?.id;
    expect(nodes.filter((node) => node.id === id).map(({ version }) => version)).toEqual([1, 2, 3]);
    expect(nodes.at(-1)?.node).toEqual({ state: 'SIGNED', status: { revoked: true } });
    expect((await page(null, new Provider(registry))).nodes).toEqual([]);
    await expect(registry.ask(changes, { after: null })).rejects.toThrow(/UNAUTHENTICATED/);
    await expect(registry.ask(changes, { after: null, first: 1_001 }, provider.administrator)).rejects.toThrow(/BAD_USER_INPUT/);
  });
});
