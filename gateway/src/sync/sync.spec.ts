import { GraphQLError } from 'graphql';
import { fakeSubgraph, type FakeResolvers, gatewayOver, issuersKnowing, key } from '../gateway.fixture.js';

type Args = { after: string | null; types: string[] | null; first: number };

/** A slice of `count` changes; its part of the position is `<letter><how many were told>`. */
function sliceOf(letter: string, type: string, count: number, node: (id: string) => object | null) {
  return (_root: unknown, { after, first }: Args) => {
    const from = Number(new RegExp(`${letter}(\\d+)`).exec(after ?? '')?.[1] ?? 0);
    const upTo = Math.min(count, from + first);
    const nodes = Array.from({ length: upTo - from }, (_, i) => `${letter}-${from + i}`).map((id) => ({
      id, type, op: 'UPSERT', version: 1, changedAt: '2026-03-01T00:00:00Z', reason: null, node: node(id),
    }));
    const others = (after ?? '').replace(new RegExp(`${letter}\\d+`), '');
    return { nodes, endPosition: `${others}${letter}${upTo}`, hasMore: upTo < count, asOf: `2026-03-02T00:00:0${letter.charCodeAt(0) % 7}Z` };
  };
}

const empty = (letter: string, type: string) => sliceOf(letter, type, 0, () => null);
const issuer = (id: string) => ({
  __typename: 'Issuer', id, slug: id, name: id, url: 'https://example.org', sectors: [], state: 'ACTIVE', version: 1,
  domain: { domain: 'example.org', state: 'UNVERIFIED' }, createdAt: '2026-03-01T00:00:00Z', updatedAt: '2026-03-01T00:00:00Z',
});

const slices = (more: Record<string, FakeResolvers['Query']> = {}) => [
  issuersKnowing({ issuerChanges: sliceOf('i', 'ISSUER', 130, issuer) as never, ...more.issuers }),
  fakeSubgraph('achievements', { Query: { achievementChanges: empty('a', 'ACHIEVEMENT') as never, ...more.achievements } }),
  fakeSubgraph('earners', { Query: { earnerChanges: sliceOf('e', 'AWARD', 3, () => null) as never } }),
  fakeSubgraph('pathways', { Query: { pathwayChanges: empty('p', 'PATHWAY') as never } }),
  fakeSubgraph('verification', { Query: { credentialChanges: empty('c', 'CREDENTIAL') as never } }),
];

describe('GET /sync', () => {
  const stops: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
  });
  const opened = async (subgraphs: ReturnType<typeof slices>) => {
    const { url, stop } = await gatewayOver(subgraphs);
    stops.push(stop);
    return async (query: string, headers: Record<string, string> = { authorization: `Bearer ${key}` }) => {
      const response = await fetch(`${url}/sync${query}`, { headers });
      const text = await response.text();
      return { response, lines: text.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>) };
    };
  };

  it('merges the slices under one position, each object as its service has it', async () => {
    const sync = await opened(slices());
    const { response, lines } = await sync('');
    expect(response.headers.get('content-type')).toContain('application/x-ndjson');
    expect(lines).toHaveLength(134);
    expect(lines[0]).toMatchObject({ id: 'i-0', type: 'ISSUER', op: 'UPSERT', version: 1, node: { __typename: 'Issuer', slug: 'i-0', state: 'ACTIVE' } });
    expect(lines.at(-2)).toMatchObject({ id: 'e-2', node: null });
    expect(lines.at(-1)).toEqual({ position: 'i130a0e3p0c0', hasMore: false, asOf: expect.any(String) });
  });

  it('resumes from a position without loss when a response is bounded', async () => {
    const sync = await opened(slices());
    const first = await sync('?limit=50');
    expect(first.lines).toHaveLength(51);
    expect(first.lines.at(-1)).toMatchObject({ position: 'i50', hasMore: true });
    const second = await sync('?after=i50');
    expect(second.lines).toHaveLength(84);
    expect(second.lines[0]).toMatchObject({ id: 'i-50' });
  });

  it('reads only the slices that have the kinds asked for', async () => {
    const sync = await opened(slices());
    const { lines } = await sync('?types=AWARD,EARNER');
    expect(lines.map(({ id }) => id)).toEqual(['e-0', 'e-1', 'e-2', undefined]);
  });

  it.each([
    ['INVALID_CURSOR', 400],
    ['POSITION_EXPIRED', 410],
  ])('answers %s with HTTP %i as a problem document', async (code, status) => {
    const refuse = () => {
      throw new GraphQLError('No.', { extensions: { code } });
    };
    const sync = await opened(slices({ issuers: { issuerChanges: refuse } }));
    const { response, lines } = await sync('?after=x');
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(lines).toEqual([expect.objectContaining({ code, docs: `/docs/errors#${code}` })]);
  });

  it('ends with the position that is still good when a service fails midway', async () => {
    const fail = () => {
      throw new Error('no database at 10.0.0.7');
    };
    const sync = await opened(slices({ achievements: { achievementChanges: fail } }));
    const { lines } = await sync('');
    expect(lines.at(-1)).toMatchObject({ position: 'i130', hasMore: true, error: { code: 'SUBGRAPH_UNAVAILABLE', retryable: true } });
    expect(JSON.stringify(lines)).not.toContain('10.0.0.7');
  });

  it('refuses anonymous callers and strange questions', async () => {
    const sync = await opened(slices());
    expect((await sync('', {})).response.status).toBe(401);
    for (const strange of ['?first=0', '?first=1001', '?types=CATS', '?limit=-1']) expect((await sync(strange)).response.status).toBe(400);
  });
});
