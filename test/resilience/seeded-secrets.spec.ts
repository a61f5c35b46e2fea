import { clusterAddress, GraphClient } from '@cairn/testkit';
import pg from 'pg';
import { aPlace } from './arrange.js';
import type { Place } from './awarding.js';
import { HarmedServices, names, planted } from './harmed-services.js';

/** What no client ever sees: what was planted, and what faults of PostgreSQL, Node and ours look like from inside. */
const inside = /planted|postgres:\/\/|\b(SELECT|INSERT INTO|UPDATE) \w|relation "|violates|audit_entry|ECONNREFUSED|ECONNRESET|node_modules|file:\/\/|\bat \S+ \(|\.ts:\d+/i;

/** SQLSTATE, and the name of what breaks when a row of `award` is written. */
const broken: readonly (readonly [string, string])[] = [
  ['P0001', 'an exception of a trigger'],
  ['23505', 'a unique constraint'],
  ['23503', 'a foreign key'],
  ['22P02', 'a value that is none'],
  ['42P01', 'a table that is not there'],
  ['42501', 'a right that is missing'],
  ['53300', 'too many connections'],
  ['XX000', 'an internal error'],
];

const jwt = (header: object) => `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${Buffer.from('{"sub":"x"}').toString('base64url')}.c2ln`;
const tokens = ['Bearer', 'Bearer x', 'Basic eDp5', `Bearer cairn_${'0'.repeat(40)}`, `Bearer ${jwt({ alg: 'none' })}`, `Bearer ${jwt({ alg: 'HS256', kid: '../../etc/passwd' })}`, `Bearer ${'x'.repeat(5_000)}`];

const paths = ['/', '/readyz', '/docs/errors', '/schema.graphql', '/sync', '/sync?after=x', '/c/crd_x', '/c/%00', '/i/nobody', '/i/nobody/did.json', '/status/nobody/1', '/.well-known/did.json', '/.well-known/openid-configuration', '/oidc/auth?client_id=x', '/uploads/earners/none', '/uploads/nowhere', '/imports/earners/imp_x/results', '/nothing', '/graphql'];

describe.each(['embedded', 'services'] as const)('no secret and no inner word leaves the registry in the shape %s', (shape) => {
  let services: HarmedServices;
  let place: Place;
  beforeAll(async () => {
    services = await HarmedServices.open(shape);
    await services.under({}, async (url) => void (place = await aPlace({ url, key: services.key })));
  }, 180_000);
  afterAll(() => services?.close(), 60_000);

  /** Asks, and answers everything of the response that holds something it must not. */
  async function leaks(url: string, path: string, init: RequestInit = {}): Promise<{ leak: string[]; text: string }> {
    const response = await fetch(`${url}${path}`, { redirect: 'manual', signal: AbortSignal.timeout(20_000), ...init });
    const text = await response.text();
    const seen = `${JSON.stringify([...response.headers])}\n${text}`.replaceAll(url, '');
    // Pages about the registry may speak of its words; only what is secret counts in them.
    const isDocument = ['/schema.graphql', '/docs/errors', '/'].includes(path);
    const words = isDocument ? [] : (inside.exec(seen)?.slice(0, 1) ?? []);
    return { leak: [...words, ...services.secrets.filter((secret) => seen.includes(secret))].map((what) => `${path}: ${what}`), text };
  }
  const graph = (url: string, query: string, variables: object = {}, authorization = `Bearer ${place.key}`) =>
    leaks(url, '/graphql', { method: 'POST', headers: { 'content-type': 'application/json', authorization }, body: JSON.stringify({ query, variables }) });
  let awards = 0;
  const issue = (url: string) =>
    graph(url, 'mutation ($input: IssueAwardInput!) { issueAward(input: $input) { award { id } userErrors { code message } } }', {
      input: { achievementVersionId: place.achievementVersionId, identifier: { type: 'MEMBER_ID', value: `S-${(awards += 1)}` }, awardedOn: '2026-03-01' },
    });

  async function asOwner(service: string, ...statements: string[]): Promise<void> {
    const client = new pg.Client({ connectionString: services.databases.get(service)?.ownerUrl });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  }
  const withTrigger = async (body: string, work: () => Promise<void>) => {
    const fault = `CREATE FUNCTION planted_fault() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN ${body} RETURN NEW; END $f$`;
    await asOwner('earners', fault, 'CREATE TRIGGER planted_fault BEFORE INSERT ON award FOR EACH ROW EXECUTE FUNCTION planted_fault()');
    try {
      await work();
    } finally {
      await asOwner('earners', 'DROP TRIGGER planted_fault ON award', 'DROP FUNCTION planted_fault');
    }
  };

  it.each(broken)('when a write breaks with SQLSTATE %s, %s', async (state) => {
    await withTrigger(`RAISE EXCEPTION '${planted}' USING ERRCODE = '${state}', DETAIL = '${planted}', HINT = '${planted}';`, () =>
      services.under({}, async (url) => {
        const { leak, text } = await issue(url);
        expect(leak).toEqual([]);
        expect(text).toMatch(/"code":"(INTERNAL|OVERLOADED|DATABASE_UNAVAILABLE)"|"userErrors":\[\{/);
      }),
    );
  });

  it('when a statement takes longer than it may', async () => {
    await withTrigger('PERFORM pg_sleep(4);', () =>
      services.under({}, async (url) => {
        const { leak, text } = await issue(url);
        expect({ leak, hasErrors: /"errors":\[/.test(text) }).toEqual({ leak: [], hasErrors: true });
      }),
    );
  });

  it('when a service is gone, or answers with a fault of its own, whatever is asked', async () => {
    for (const name of names) {
      for (const harm of ['killed', 'garbage'] as const) {
        await services.under({ [name]: harm }, async (url) => {
          const found: string[] = [];
          for (let again = 0; again < 7; again += 1) {
            found.push(...(await graph(url, '{ awards(first: 2) { nodes { id issuer { name } achievement { title } credential { id } countsToward { pathway { title } } } } }')).leak);
          }
          found.push(...(await issue(url)).leak);
          const headers = { authorization: `Bearer ${place.key}` };
          for (const path of paths) found.push(...(await leaks(url, path, { headers })).leak);
          expect({ name, harm, found }).toEqual({ name, harm, found: [] });
        });
      }
    }
  }, 300_000);

  it('when a caller sends what is wrong: tokens, documents, uploads, addresses', async () => {
    await services.under({}, async (url) => {
      const found: string[] = [];
      for (const authorization of tokens) found.push(...(await graph(url, '{ awards(first: 1) { nodes { id } } }', {}, authorization)).leak);
      for (const query of ['{', '{ nothing }', 'query ($a: X) { __typename }', '{ award(id: "\\u0000") { id } }', '{ earners(first: 1, after: "x.y") { nodes { id } } }']) found.push(...(await graph(url, query)).leak);
      for (const path of paths) found.push(...(await leaks(url, path)).leak);
      for (const body of ['', '{', '[]', '{"query":1}']) found.push(...(await leaks(url, '/graphql', { method: 'POST', body, headers: { 'content-type': 'application/json' } })).leak);
      const uploading = { authorization: `Bearer ${place.key}`, 'tus-resumable': '1.0.0' };
      for (const [method, path] of [['POST', '/uploads/earners'], ['PATCH', '/uploads/earners/../../etc/passwd'], ['PATCH', '/uploads/earners/x'], ['HEAD', '/uploads/earners/x'], ['DELETE', '/uploads/earners/x']] as const) {
        found.push(...(await leaks(url, path, { method, headers: { ...uploading, 'upload-offset': '-1', 'upload-length': 'x' } })).leak);
      }
      expect(found).toEqual([]);
    });
  }, 240_000);

  it('when every database is away', async () => {
    const away = ['issuers', 'achievements', 'earners', 'pathways', 'verification'];
    await services.under({}, async (url) => {
      await graph(url, '{ __typename }'); // so that the key is known for the next seconds
      for (const name of away) await asOwner(name, `REVOKE CONNECT ON DATABASE "${databaseOf(name)}" FROM ${name}_app, ${name}_worker`);
      for (const name of away) await cut(name);
      try {
        const found = [...(await issue(url)).leak, ...(await graph(url, '{ issuers(first: 1) { nodes { name } } }')).leak];
        const headers = { authorization: `Bearer ${place.key}` };
        for (const path of paths) found.push(...(await leaks(url, path, { headers })).leak);
        expect(found).toEqual([]);
      } finally {
        for (const name of away) await asOwner(name, `GRANT CONNECT ON DATABASE "${databaseOf(name)}" TO ${name}_app, ${name}_worker`);
      }
    });
  }, 300_000);

  it('into the log: neither settings, nor keys of callers, nor passwords that a fault speaks of', () => {
    const logged = services.logged();
    expect(logged.length).toBeGreaterThan(1_000);
    const settings = services.secrets.filter((secret) => /secret/.test(secret) || /^postgres:/.test(secret));
    const found = [...settings, place.key, services.key, 'PLANTED-PASSWORD', 'x'.repeat(1_000)].filter((secret) => logged.includes(secret));
    expect(found).toEqual([]);
  });

  const databaseOf = (name: string): string => new URL(services.databases.get(name)?.appUrl ?? '').pathname.slice(1);

  /** Ends the connections to a database. */
  async function cut(name: string): Promise<void> {
    const admin = new pg.Client({ connectionString: clusterAddress() });
    await admin.connect();
    await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [databaseOf(name)]);
    await admin.end();
  }

  it('and a client of the registry still gets its answers', async () => {
    await services.under({}, async (url) => {
      const { issuers } = await new GraphClient(url, place.key).read<{ issuers: { nodes: unknown[] } }>('{ issuers(first: 1) { nodes { id } } }');
      expect(issuers.nodes).toHaveLength(1);
    });
  });
});
