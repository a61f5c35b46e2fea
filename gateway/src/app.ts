import { readFileSync } from 'node:fs';
import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import type { BlockList } from 'node:net';
import type { Statements } from '@cairn/access';
import type { Clock, Log } from '@cairn/telemetry';
import { BulkPlans } from './bulk/plan/bulk-plans.js';
import { BulkWorker } from './bulk/run/bulk-worker.js';
import type { Work } from './bulk/run/work.js';
import { WorkDesk } from './bulk/run/work-desk.js';
import type { Caller } from './caller.js';
import { CallerRecords } from './caller-records.js';
import { graphAddress, openContracts, openGraph } from './contracts.js';
import { CostRule } from './cost/cost-rule.js';
import { Cors } from './cors.js';
import { Counters } from './counters.js';
import { SubgraphSource } from './datasource.js';
import { Deadlines } from './deadlines.js';
import { graphEndpoint } from './graph-endpoint.js';
import { type HandOver, localHandOver, remoteHandOver } from './hand-over.js';
import { LocalTransport } from './local-transport.js';
import { Operations } from './operations.js';
import { Planner } from './planner.js';
import { Principals } from './principal.js';
import { Accounts } from './rate/accounts.js';
import { clientAddress } from './rate/client-address.js';
import { type LimitClasses, publishedClasses } from './rate/limit-classes.js';
import { RemoteTransport } from './remote-transport.js';
import { routes } from './routes.js';
import { StoredOperations } from './stored/stored-operations.js';
import { isRemote, type Subgraph } from './subgraph.js';
import { AccessTokens } from './tokens/access-tokens.js';
import { otherIssuer, ownIssuer } from './tokens/known-issuers.js';
import type { TrustedIssuer } from './tokens/trusted-issuer.js';

export type { LocalSubgraph, RemoteSubgraph, Subgraph } from './subgraph.js';
export { Counters } from './counters.js';
export { readOperationMs } from './deadlines.js';
export { readProxies } from './rate/client-address.js';
export { type LimitClasses, readLimitClasses } from './rate/limit-classes.js';
export { readTrustedIssuers, type TrustedIssuer } from './tokens/trusted-issuer.js';

export interface GatewayConfig {
  /** All five, in this process or elsewhere. */
  readonly subgraphs: readonly Subgraph[];
  /** SDL of the supergraph; left out: the committed one. */
  readonly supergraph?: string;
  /** Whether introspection is off even for operators, as in production. */
  readonly closed?: boolean;
  /** Issuers of access tokens beside the registry's own. */
  readonly trustedIssuers?: readonly TrustedIssuer[];
  /** What callers may do, by class; left out: the published table. */
  readonly limitClasses?: LimitClasses;
  /** Time for an operation as a whole, in milliseconds; left out: four seconds. */
  readonly operationMs?: number;
  /** Whether queries that run in the background are run in this process. */
  readonly runsBulkQueries?: boolean;
  /** Proxies whose `X-Forwarded-For` is believed; left out: none. */
  readonly proxies?: BlockList | null;
}

/** What the gateway is given by whoever runs it; a Platform has it all. */
export interface GatewayPlatform {
  readonly statements: Statements;
  readonly log: Log;
  readonly clock: Clock;
  /** Where clients reach the registry: the audience of its access tokens. */
  readonly publicUrl: string;
}

/** A running gateway. */
export interface GatewayApp {
  /** Answers every route of the registry. */
  readonly http: RequestListener;
  readonly counters: Counters;
  listen(port: number, host: string): Promise<Server>;
  /** Lets go of subgraph sockets. Whoever listens stops listening first. */
  close(): Promise<void>;
}

const committed = new URL('../supergraph.graphql', import.meta.url);

/** Puts the gateway together; it answers as soon as this resolves, whether or not the subgraphs do. */
export async function createGatewayApp(config: GatewayConfig, platform: GatewayPlatform): Promise<GatewayApp> {
  const { statements, clock, publicUrl } = platform;
  const log = platform.log.child({ service: 'gateway' });
  const counters = new Counters();
  const deadlines = new Deadlines(clock, config.operationMs);
  const sources = new Map<string, SubgraphSource>();
  const handOver = new Map<string, HandOver>();
  for (const subgraph of config.subgraphs) {
    const { name } = subgraph;
    const transport = isRemote(subgraph) ? new RemoteTransport(subgraph, statements) : new LocalTransport(subgraph);
    sources.set(name, new SubgraphSource(name, transport, counters, deadlines, log));
    const hand = transport instanceof RemoteTransport ? remoteHandOver(transport.pool) : isRemote(subgraph) ? undefined : localHandOver(subgraph);
    if (hand) handOver.set(name, hand);
  }
  const supergraph = config.supergraph ?? readFileSync(committed, 'utf8');
  const planner = await Planner.open(supergraph, sources, log);
  const contracts = config.supergraph === undefined ? openContracts({ closed: config.closed ?? false }) : openGraph(planner.schema);
  const cost = new CostRule(planner.schema, supergraph);
  const plans = new BulkPlans(contracts, cost);
  const operations = new Operations(planner, contracts, cost, plans, log);
  const issuers = issuersOf(sources);
  const trusted = config.trustedIssuers ?? [];
  const tokens = new AccessTokens([ownIssuer(publicUrl, issuers), ...trusted.map(otherIssuer)], clock);
  const principals = new Principals(new CallerRecords(issuers, clock), tokens, trusted, publicUrl);
  // Records of its own: origins, which anyone may make up, push no caller out.
  const cors = new Cors(new CallerRecords(issuers, clock), publicUrl);
  const addressOf = clientAddress(config.proxies ?? null);
  const accounts = new Accounts(config.limitClasses ?? publishedClasses, addressOf, clock);
  const stored = new StoredOperations(issuers);
  const desk = new WorkDesk(issuers);
  const callerOf = (work: Work) => principals.again(work, work.id);
  const mayRun = (caller: Caller, { query, id }: Work) => stored.find({ query }, caller, id);
  const bulk = config.runsBulkQueries ? new BulkWorker({ desk, plans, planner, cost, accounts, callerOf, mayRun, deadlines, clock, log }) : undefined;
  bulk?.start();
  const graph = graphEndpoint({ operations, principals, accounts, stored, counters, deadlines, log });
  const others = routes({ sources, handOver, principals, accounts, addressOf, statements, deadlines, log, contracts, operations, stored, publicUrl });
  const answer: RequestListener = (request, response) => {
    const address = request.method === 'POST' ? graphAddress(request.url) : undefined;
    if (address) void graph(request, response, address.pinned);
    else others(request, response);
  };
  const http: RequestListener = (request, response) => {
    void cors.begin(request, response).then((isDone) => isDone || answer(request, response));
  };
  return {
    http,
    counters,
    listen: (port, host) => listening(http, port, host),
    async close() {
      await bulk?.stop();
      await planner.close();
      await Promise.all([...sources.values()].map(({ transport }) => transport.close()));
    },
  };
}

function issuersOf(sources: ReadonlyMap<string, SubgraphSource>): SubgraphSource {
  const issuers = sources.get('issuers');
  if (!issuers) throw new Error('The gateway needs the subgraph `issuers` to know callers by their keys.');
  return issuers;
}

function listening(http: RequestListener, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(http);
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}
