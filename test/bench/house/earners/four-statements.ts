import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { OpaqueTokens, STATEMENT_HEADER, Statements } from '@cairn/access';
import { openPostgresBus, startMessaging } from '@cairn/messaging';
import { Database, newId } from '@cairn/postgres';
import { asStated, type GraphContext, publicId, requireUuid, SubgraphExecutor, subgraphSdl, type SubgraphRequest } from '@cairn/subgraph';
import { openLog, systemClock } from '@cairn/telemetry';
import { parse } from 'graphql';
import pg from 'pg';
import { tell } from '../../process.js';
import { secrets } from './lab.js';

/**
 * The other side of the interactive figure: the same HTTP, statement check and GraphQL as a service of ours, and a write of
 * an award as it is usually done, four statements in a transaction under row-level security, nothing judged.
 */
const { appUrl = '', workerUrl = '', busUrl = '', issuer, achievement, version } = JSON.parse(process.argv[2] ?? '{}') as Record<string, string>;
const log = openLog('four-statements', 'error');
// The same relay runs behind both sides: an outbox that nobody reads would cost this one less.
await startMessaging({
  service: 'earners',
  database: await Database.connect({ appUrl, workerUrl, poolSize: 2, workerPoolSize: 8, poolWaitMs: 5_000 }),
  bus: await openPostgresBus({ url: busUrl, log }),
  listeners: [],
  tokens: new OpaqueTokens(secrets.token),
  log,
  clock: systemClock,
});
const pool = new pg.Pool({ connectionString: appUrl, max: 16 });
const statements = new Statements(secrets.statement);

interface Input {
  readonly idempotencyKey: string;
  readonly earnerId: string;
  readonly partnerReference: string;
  readonly awardedOn: string;
}

async function issueAward(_root: unknown, { input }: { input: Input }, { principal }: GraphContext) {
  const { tenant, actor: client } = principal;
  const [award, at, earner] = [newId(), new Date(), requireUuid('Earner', input.earnerId)];
  const fact = { award, version: 1, earner, issuer, achievement, achievementVersion: version, state: 'ACTIVE', awardedOn: input.awardedOn, recordedAt: at };
  const connection = await pool.connect();
  try {
    await connection.query(`BEGIN; SET LOCAL app.tenant = '${tenant}'`);
    await connection.query({
      name: 'award',
      text: `INSERT INTO award (tenant_id, id, earner_id, issuer_id, achievement_id, achievement_version_id, issuer_name, state, suspension_causes,
               awarded_on, partner_reference, results, visibility, standing, version, created_at, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, 'Tidal Museum', 'ACTIVE', '{}', $7, $8, '[]', 'PRIVATE', false, 1, $9, $9)`,
      values: [tenant, award, earner, issuer, achievement, version, input.awardedOn, input.partnerReference, at],
    });
    await connection.query({
      name: 'event',
      text: `INSERT INTO award_event (tenant_id, award_id, version, what, at) VALUES ($1, $2, 1, 'ISSUED', $3)`,
      values: [tenant, award, at],
    });
    await connection.query({
      name: 'outbox',
      text: `INSERT INTO outbox (part, event_id, topic, type, subject, tenant_id, version, payload, changed) VALUES (0, $1, 'cairn.award.v1', 'cairn.award.issued.v1', $2, $3, 1, $4, $5)`,
      values: [newId(), award, tenant, JSON.stringify(fact), JSON.stringify([{ type: 'AWARD', id: award, version: 1 }])],
    });
    await connection.query({
      name: 'idempotency',
      text: `INSERT INTO idempotency (tenant_id, client, key, request_hash, answer) VALUES ($1, $2, $3, $4, $5)`,
      values: [tenant, client, input.idempotencyKey, 'hash', JSON.stringify({ id: award })],
    });
    await connection.query('COMMIT');
  } catch (error) {
    await connection.query('ROLLBACK');
    throw error;
  } finally {
    connection.release();
  }
  return { award: { id: publicId('Award', award), state: 'ACTIVE' }, userErrors: [] };
}

const sdl = subgraphSdl(new URL('../../../../services/earners/schema.graphql', import.meta.url));
const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: { Mutation: { issueAward } } as never }]);
const executor = new SubgraphExecutor('earners', schema, { reached: () => Promise.resolve('reached') }, asStated, log);

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString();
    const statement = statements.check(String(request.headers[STATEMENT_HEADER]), { service: 'earners', method: 'POST', path: '/graphql', body });
    if (!statement) return void response.writeHead(401).end();
    void executor.execute(JSON.parse(body) as SubgraphRequest, statement).then((answer) => {
      const text = JSON.stringify(answer);
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
    });
  });
});
server.listen(0, '127.0.0.1', () => tell({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
