import { startRelay } from '@cairn/messaging';
import { TELLER } from '@cairn/messaging/testing';
import { Database } from '@cairn/postgres';
import { openLog } from '@cairn/telemetry';
import { tell } from '../../process.js';
import { type BusAddress, openBus } from './bus.js';

/** A relay in a process of its own, to be killed. */
const { bus, appUrl, workerUrl } = JSON.parse(process.argv[2] ?? '{}') as { bus: BusAddress; appUrl: string; workerUrl: string };
const database = await Database.connect({ appUrl, workerUrl, poolSize: 2, workerPoolSize: 4, poolWaitMs: 5_000 });
startRelay({ service: TELLER, database, bus: await openBus(bus, 'relay'), log: openLog('relay', 'silent') });
tell('relaying');
