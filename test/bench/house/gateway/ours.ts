import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { Statements } from '@cairn/access';
import { createGatewayApp } from '@cairn/gateway';
import { openLog, systemClock } from '@cairn/telemetry';
import { tell } from '../../process.js';
import { unthrottled } from '../../unthrottled.js';
import { supergraphOf } from './supergraph.js';

const urls = JSON.parse(process.argv[2] ?? '{}') as Record<string, string>;
const gateway = await createGatewayApp(
  { subgraphs: Object.entries(urls).map(([name, url]) => ({ name, url })), supergraph: supergraphOf(urls), limitClasses: unthrottled },
  { statements: new Statements(randomBytes(32)), log: openLog('bench', 'silent'), clock: systemClock, publicUrl: 'http://127.0.0.1' },
);
const server = await gateway.listen(0, '127.0.0.1');
tell({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
