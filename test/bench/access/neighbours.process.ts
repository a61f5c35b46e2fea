import { createHash, randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { Statements } from '@cairn/access';
import { createGatewayApp, type LocalSubgraph } from '@cairn/gateway';
import { openLog, systemClock } from '@cairn/telemetry';
import { clientRecord, fakeSubgraph, subgraphNames } from '@cairn/gateway/testing';
import { tell } from '../process.js';

/** The gateway with its published limits, and a given number of clients, each of a tenant of its own; their keys are `cairn_client_<n>`. */
const clients = Number(process.argv[2]);
const idOf = (prefix: string, n: number) => `${prefix}_01930000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const byHash = new Map(Array.from({ length: clients }, (_, n) => [createHash('sha256').update(`cairn_client_${n}`).digest('hex'), n]));

const page = { issuers: { nodes: Array.from({ length: 10 }, (_, n) => ({ id: idOf('iss', n), name: `Issuer ${n}` })) } };

/** Answers at once what it knows: the gateway is what is measured, and its principals are asked for one by one. */
const issuers: LocalSubgraph = {
  name: 'issuers',
  execute({ variables }) {
    if (!variables || !('keyHash' in variables)) return Promise.resolve({ data: page });
    const n = byHash.get(String(variables.keyHash));
    const record = n === undefined ? null : { ...clientRecord, actorId: idOf('apc', n), tenantId: idOf('ten', n), scoped: [], limitClass: 'CLIENT' };
    return Promise.resolve({ data: { principalByKey: record } });
  },
};
const subgraphs = subgraphNames.map((name) => (name === 'issuers' ? issuers : fakeSubgraph(name)));
const gateway = await createGatewayApp(
  { subgraphs },
  { statements: new Statements(randomBytes(32)), log: openLog('bench', 'silent'), clock: systemClock, publicUrl: 'https://registry.example' },
);
const server = await gateway.listen(0, '127.0.0.1');
tell({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
