import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BUS, busMigration, type EventBus, openKafkaBus, openPostgresBus } from '@cairn/messaging';
import type { Log } from '@cairn/telemetry';
import { BrokerFault, startBroker, whatIsMissing } from '../../kafka/broker.mjs';
import type { Closers } from './closers.js';
import { openDatabases } from './databases.js';
import type { DataFolder } from './data-folder.js';
import { StartFault } from './start-fault.js';

export interface LogSurroundings {
  /** Superuser of the cluster that holds the log unless it is Kafka. */
  readonly adminUrl: string;
  readonly password: string;
  readonly folder: DataFolder;
  readonly log: Log;
  readonly closers: Closers;
}

/** Opens the log of events: Kafka when brokers are named (none: a node of our own), else tables of a database. */
export async function openEventLog(kafka: readonly string[] | null, around: LogSurroundings): Promise<EventBus> {
  const { adminUrl, password, folder, log, closers } = around;
  if (kafka) {
    const bus = await openKafkaBus({ brokers: await openBrokers(kafka, folder, log, closers), clientId: 'cairn', log });
    closers.add(() => bus.close());
    return bus;
  }
  await settle(folder, 'postgres');
  const databases = await openDatabases(adminUrl, password, [{ name: BUS, migrations: [busMigration] }]);
  const bus = await openPostgresBus({ url: databases.get(BUS)!.workerUrl, log });
  closers.add(() => bus.close());
  return bus;
}

/** The brokers to use: those named, else a single node of ours beside the data. */
export async function openBrokers(named: readonly string[], folder: DataFolder, log: Log, closers: Closers): Promise<readonly string[]> {
  await settle(folder, 'kafka');
  if (named.length > 0) return named;
  const missing = await whatIsMissing();
  if (missing) throw new StartFault(`Kafka is wanted, KAFKA_BROKERS is not set, and a node cannot be started here: ${missing}`);
  try {
    const broker = await startBroker({ dir: folder.kafka, log: (line) => log.info(line) });
    closers.add(() => broker.stop());
    return [broker.brokers];
  } catch (error) {
    throw error instanceof BrokerFault ? new StartFault(error.message) : error;
  }
}

/**
 * Consumers remember how far they are by offset, and an offset of one log means nothing in another. So a data folder
 * stays with the kind of log it began with.
 */
async function settle(folder: DataFolder, kind: 'postgres' | 'kafka'): Promise<void> {
  const file = join(folder.path, 'event-log');
  const before = (await readFile(file, 'utf8').catch(() => kind)).trim();
  if (before !== kind) {
    const names = { postgres: 'PostgreSQL', kafka: 'Kafka' };
    throw new StartFault(
      `The data folder ${folder.path} began with its log of events in ${names[before as 'kafka'] ?? before} and cannot go on in ${names[kind]}. Set CAIRN_DATA_DIR to another folder.`,
    );
  }
  await writeFile(file, `${kind}\n`);
}
