import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type RequestStatement, STATEMENT_HEADER, Statements } from '@cairn/access';
import type { SubgraphRequest } from '@cairn/subgraph';
import { type Clock, openLog, systemClock } from '@cairn/telemetry';
import { type ExecutionResult, graphql, type GraphQLFieldResolver, type GraphQLSchema, parse } from 'graphql';
import { createGatewayApp, type GatewayApp, type GatewayConfig, type LimitClasses, type LocalSubgraph, type Subgraph } from './app.js';
import { sdlOf } from './compose.js';
import { subgraphNames } from './subgraph-names.js';

/** Resolvers of a fake subgraph over the real SDL. */
export type FakeResolvers = Record<string, Record<string, GraphQLFieldResolver<unknown, RequestStatement> | ((reference: unknown) => unknown)>>;

export const secret = Buffer.alloc(32, 7);
export const statements = new Statements(secret);
export const log = openLog('test', 'silent');
export const publicUrl = 'https://registry.example';
export const key = 'cairn_test_key';
export const tenant = '01930000-0000-7000-8000-000000000001';
export const client = '01930000-0000-7000-8000-000000000002';

/** What issuers tells the gateway of the client behind `key`. */
export const clientRecord = {
  kind: 'CLIENT',
  actorId: `apc_${client}`,
  accountId: null,
  tenantId: `ten_${tenant}`,
  rights: ['AWARD'],
  scoped: [{ right: 'REVOKE', kind: 'ISSUER', id: `iss_${tenant}` }],
  grantsVersion: 4,
  operator: false,
  origins: [],
  operationsOnly: false,
  limitClass: 'PROVIDER',
};

/** A subgraph in this process, with the SDL of the named service. Every statement it was given is kept in `seen`. */
export function fakeSubgraph(name: string, resolvers: FakeResolvers = {}): LocalSubgraph & { readonly seen: RequestStatement[]; readonly asked: SubgraphRequest[] } {
  const nodeType = { Node: { __resolveType: (node: { __typename: string }) => node.__typename } };
  // Made when it is first asked: most tests ask one or two of the five.
  let made: GraphQLSchema | undefined;
  const schema = () => (made ??= buildSubgraphSchema([{ typeDefs: parse(sdlOf(name)), resolvers: { ...nodeType, ...resolvers } as never }]));
  const seen: RequestStatement[] = [];
  const asked: SubgraphRequest[] = [];
  return {
    name,
    seen,
    asked,
    execute(request, statement) {
      seen.push(statement);
      asked.push(request);
      return graphql({ schema: schema(), source: request.query, variableValues: request.variables, contextValue: statement });
    },
  };
}

/** An issuers subgraph that knows `key`, of `client` in `tenant`. */
export const issuersKnowing = (resolvers: FakeResolvers['Query'] = {}) =>
  fakeSubgraph('issuers', {
    Query: {
      principalByKey: (_root, { keyHash }) =>
        keyHash === createHash('sha256').update(key).digest('hex')
          ? clientRecord
          : null,
      ...resolvers,
    },
  });

const ample = { points: 1_000_000, pointsPerSecond: 1_000_000, requestsPerSecond: 1_000_000 };

/** For tests that are about something else: nobody is throttled. */
export const ampleClasses: LimitClasses = { ANONYMOUS: ample, CLIENT: ample, PARTNER: ample, PROVIDER: ample };

/** A gateway over fake subgraphs; those not given answer nothing but are there. */
export async function gatewayOver(
  given: readonly Subgraph[],
  clock: Clock = systemClock,
  more: Partial<GatewayConfig> = {},
): Promise<GatewayApp & { url: string; stop(): Promise<void> }> {
  const named = new Map(given.map((subgraph) => [subgraph.name, subgraph]));
  const subgraphs = subgraphNames.map((name) => named.get(name) ?? fakeSubgraph(name));
  const gateway = await createGatewayApp({ subgraphs, limitClasses: ampleClasses, ...more }, { statements, log, clock, publicUrl });
  const server = await gateway.listen(0, '127.0.0.1');
  return { ...gateway, url: urlOf(server), stop: () => closing(server).then(() => gateway.close()) };
}

/** A subgraph as an HTTP server, which answers only what the gateway signed. */
export async function served(subgraph: LocalSubgraph): Promise<{ name: string; url: string; stop(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const statement = statements.check(String(request.headers[STATEMENT_HEADER]), { service: subgraph.name, method: 'POST', path: '/graphql', body });
    const answer: ExecutionResult | null = statement ? await subgraph.execute(JSON.parse(body) as SubgraphRequest, statement) : null;
    response.writeHead(answer ? 200 : 401).end(JSON.stringify(answer));
  });
  await listening(server);
  return { name: subgraph.name, url: urlOf(server), stop: () => closing(server) };
}

export const listening = (server: Server): Promise<void> => new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
export const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

export function closing(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

interface Told {
  readonly data?: Record<string, unknown> | null;
  readonly extensions?: Record<string, unknown>;
  readonly errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
}

/** Sends an operation as a client does. */
export async function ask(url: string, query: string, variables?: object, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Told };
}
