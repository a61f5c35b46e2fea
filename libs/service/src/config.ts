import type { DatabaseConfig } from '@cairn/postgres';
import { z } from 'zod';
import { type Environment, readSettings, setting } from './settings.js';

/** What a service needs to know when it is a process of its own. */
export interface ServiceConfig {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
  readonly database: DatabaseConfig;
  /** The log of events: Kafka brokers, or the address of the database that holds it. */
  readonly bus: { readonly kafka: readonly string[] } | { readonly postgres: string };
  readonly statementSecret: Buffer;
  readonly tokenSecret: Buffer;
  readonly keySecret: Buffer;
  readonly publicUrl: string;
  readonly filesDir: string;
}

const settings = {
  /** Where it listens. */
  HOST: setting.host,
  PORT: setting.port(0),
  LOG_LEVEL: setting.logLevel,
  /** The service's database under the role that serves requests, and under the one that works in the background. */
  CAIRN_DATABASE_APP_URL: setting.postgres,
  CAIRN_DATABASE_WORKER_URL: setting.postgres,
  CAIRN_POOL_SIZE: setting.count(16, 200),
  CAIRN_WORKER_POOL_SIZE: setting.count(8, 100),
  /** The log of events; one of the two. */
  KAFKA_BROKERS: setting.brokers.optional(),
  CAIRN_BUS_URL: setting.postgres.optional(),
  /** Shared with the gateway: proves that a request is the gateway's. */
  CAIRN_STATEMENT_SECRET: setting.secret,
  /** Authenticates cursors and positions. */
  CAIRN_TOKEN_SECRET: setting.secret,
  /** Wraps the data keys of earners and signing keys. */
  CAIRN_KEY_SECRET: setting.secret,
  CAIRN_PUBLIC_URL: setting.publicUrl,
  /** Folder for uploads and result files. */
  CAIRN_FILES_DIR: z.string('must be set'),
};

/** Reads the settings of a service. Each may also be given as `…_FILE`. Throws SettingsFault with every fault at once. */
export function readServiceConfig(name: string, env: Environment = process.env): ServiceConfig {
  const read = readSettings(settings, env, (isSet) =>
    isSet('KAFKA_BROKERS') || isSet('CAIRN_BUS_URL') ? [] : ['KAFKA_BROKERS or CAIRN_BUS_URL must be set.'],
  );
  return Object.freeze({
    name,
    host: read.HOST,
    port: read.PORT,
    logLevel: read.LOG_LEVEL,
    database: {
      appUrl: read.CAIRN_DATABASE_APP_URL,
      workerUrl: read.CAIRN_DATABASE_WORKER_URL,
      poolSize: read.CAIRN_POOL_SIZE,
      workerPoolSize: read.CAIRN_WORKER_POOL_SIZE,
      poolWaitMs: 1_000,
    },
    bus: read.KAFKA_BROKERS ? { kafka: read.KAFKA_BROKERS } : { postgres: read.CAIRN_BUS_URL ?? '' },
    statementSecret: read.CAIRN_STATEMENT_SECRET,
    tokenSecret: read.CAIRN_TOKEN_SECRET,
    keySecret: read.CAIRN_KEY_SECRET,
    publicUrl: read.CAIRN_PUBLIC_URL,
    filesDir: read.CAIRN_FILES_DIR,
  });
}
