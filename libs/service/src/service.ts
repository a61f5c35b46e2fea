import 'reflect-metadata';
import { createServer, type Server } from 'node:http';
import { OpaqueTokens, type RequestStatement, STATEMENT_HEADER } from '@cairn/access';
import { LaterGrants } from '@cairn/grants';
import { type Listener, type Messaging, startMessaging } from '@cairn/messaging';
import { Database, type DatabaseConfig } from '@cairn/postgres';
import { asStated, type PositionGate, type RightsInForce, SubgraphExecutor, subgraphModule, subgraphSdl, type SubgraphRequest } from '@cairn/subgraph';
import { type DynamicModule, Global, type INestApplication, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express, { type ErrorRequestHandler, type Express, type Request, type Response } from 'express';
import type { ExecutionResult } from 'graphql';
import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { AuditReader } from './audit/audit-reader.js';
import { auditTrailModule } from './audit/audit-trail.module.js';
import { CLOCK, LOG, type Platform, PLATFORM, RIGHTS, SERVICE } from './platform.js';

/** What makes one service different from another. */
export interface ServiceDefinition {
  readonly name: string;
  /** The service's own schema.graphql. */
  readonly schema: URL;
  readonly module: Type | DynamicModule;
  readonly entities?: EntityTarget<ObjectLiteral>[];
  /** Listeners of the events it hears; called once the application stands, so that they can use its providers. */
  readonly listeners: (app: INestApplication) => Listener[];
  /** Name of its audit trail on the graph, for instance `issuerAuditTrail`. */
  readonly auditTrail: string;
  /** The service that gives rights: it believes what is stated, which is its own answer. All others keep a copy (@cairn/grants). */
  readonly givesRights?: true;
}

/** A running service: called directly in one process, or listening as a process of its own. */
export interface ServiceApp {
  readonly name: string;
  readonly sdl: string;
  execute(request: SubgraphRequest, statement: RequestStatement): Promise<ExecutionResult>;
  /** `POST /graphql` for the gateway, `/livez`, `/readyz` and the service's own routes. */
  readonly http: Express;
  listen(port: number, host: string): Promise<Server>;
  /** A provider of the application, for whoever starts it. */
  get<T>(type: Type<T>): T;
  close(): Promise<void>;
}

/** Puts a service together: database, Nest application, listeners, relay and subgraph endpoint. */
export async function createService(
  definition: ServiceDefinition,
  config: { readonly database: DatabaseConfig },
  platform: Platform,
): Promise<ServiceApp> {
  const { name } = definition;
  const log = platform.log.child({ service: name });
  const database = await Database.connect(config.database, definition.entities ?? [], platform.observeStatement);
  const sdl = subgraphSdl(definition.schema);
  const grants = definition.givesRights ? undefined : new LaterGrants(database, platform.clock);
  const rights = grants ?? asStated;
  const app = await NestFactory.create<NestExpressApplication>(root(definition, database, { ...platform, log }, sdl, rights), {
    logger: false,
    bodyParser: false,
    abortOnError: false,
  });
  const late: { messaging?: Messaging } = {};
  const http = app.getHttpAdapter().getInstance() as Express;
  http.disable('x-powered-by');
  const execute = (request: SubgraphRequest, statement: RequestStatement) => executor.execute(request, statement);
  http.post('/graphql', express.text({ type: () => true, limit: '4mb' }), graphqlEndpoint(name, platform, execute), unread);
  // Before init: whatever is routed after it meets Nest's own 404.
  http.get('/livez', (_request, response) => void response.json({ live: true }));
  http.get('/readyz', async (_request, response) => {
    const parts = { database: await database.ready(), bus: await platform.bus.ready(), consumers: (late.messaging?.idleMs() ?? Infinity) < 60_000 };
    response.status(Object.values(parts).every(Boolean) ? 200 : 503).json(parts);
  });
  await app.init();
  const { schema } = app.get(GraphQLSchemaHost, { strict: false });
  const gate: PositionGate = { reached: (token, waitMs) => late.messaging?.gate.reached(token, waitMs) ?? Promise.resolve('late') };
  const executor = new SubgraphExecutor(name, schema, gate, rights, log);
  const messaging = await startMessaging({
    service: name,
    database,
    bus: platform.bus,
    listeners: [...(grants?.listeners ?? []), ...definition.listeners(app)],
    tokens: platform.tokens,
    log,
    clock: platform.clock,
  });
  late.messaging = messaging;
  return {
    name,
    sdl,
    execute,
    http,
    listen: (port, host) => listening(http, port, host),
    get: (type) => app.get(type, { strict: false }),
    async close() {
      await messaging.stop();
      await app.close();
      await database.close();
    },
  };
}

function root(definition: ServiceDefinition, database: Database, platform: Platform, sdl: string, rights: RightsInForce): Type {
  @Global()
  @Module({
    providers: [
      { provide: Database, useValue: database },
      { provide: PLATFORM, useValue: platform },
      { provide: CLOCK, useValue: platform.clock },
      { provide: LOG, useValue: platform.log },
      { provide: OpaqueTokens, useValue: platform.tokens },
      { provide: RIGHTS, useValue: rights },
      { provide: SERVICE, useValue: definition.name },
      AuditReader,
    ],
    exports: [Database, PLATFORM, CLOCK, LOG, OpaqueTokens, RIGHTS, SERVICE, AuditReader],
  })
  class PlatformModule {}

  @Module({ imports: [PlatformModule, definition.module as Type, auditTrailModule(definition.auditTrail), subgraphModule(sdl)] })
  class RootModule {}
  return RootModule;
}

const askTheGateway = { errors: [{ message: 'Ask the gateway.', extensions: { code: 'UNAUTHENTICATED' } }] };

/** Answers the gateway only: a request without a valid statement learns nothing, not even the schema. */
function graphqlEndpoint(service: string, platform: Platform, execute: ServiceApp['execute']) {
  return async (request: Request, response: Response): Promise<void> => {
    const body = typeof request.body === 'string' ? request.body : '';
    const header = request.header(STATEMENT_HEADER);
    const statement = platform.statements.check(header, { service, method: 'POST', path: '/graphql', body });
    if (!statement) {
      response.status(401).json(askTheGateway);
      return;
    }
    response.json(await execute(JSON.parse(body) as SubgraphRequest, statement));
  };
}

/** What cannot even be read was not sent by the gateway. Express knows an error handler by its four parameters. */
const unread: ErrorRequestHandler = (_error, _request, response, _next) => void response.status(401).json(askTheGateway);

/** Bytes of all headers: a statement may name a thousand objects that the caller has rights over. Node's own limit is 16 KiB. */
const headersMax = 144 * 1024;

function listening(http: Express, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer({ maxHeaderSize: headersMax }, http);
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}
