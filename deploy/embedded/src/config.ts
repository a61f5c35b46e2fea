import { fileURLToPath } from 'node:url';
import { isAbsolute, resolve } from 'node:path';
import { type Environment, readSettings, setting } from '@cairn/service';
import { z } from 'zod';

/** What one registry on one machine is told. */
export interface RegistryConfig {
  readonly host: string;
  readonly port: number;
  /** null: `http://localhost:<port>`. */
  readonly publicUrl: string | null;
  readonly dataDir: string;
  readonly logLevel: string;
  /** Whether the demo is written the first time. */
  readonly seed: boolean;
  /** null: the log of events lives in PostgreSQL. An empty list: Kafka, on a node of our own. */
  readonly kafka: readonly string[] | null;
  /** A PostgreSQL superuser's address; null: the embedded one. Only the process-per-service shape reads it. */
  readonly databaseUrl: string | null;
  /** Read by the gateway, as is `trustedProxies`: its code is not there yet when settings are read. */
  readonly limits: string | undefined;
  readonly trustedProxies: string | undefined;
  /** JSON, read by the gateway too. */
  readonly trustedIssuers: string | undefined;
  readonly operationMs: string | undefined;
  readonly introspection: 'open' | 'closed';
}

const root = fileURLToPath(new URL('../../..', import.meta.url));

const settings = {
  /** Where the registry listens. */
  HOST: setting.host,
  PORT: setting.port(4_000),
  /** How others reach it; part of credential addresses and DIDs. */
  CAIRN_PUBLIC_URL: setting.publicUrl.optional(),
  /** Everything that survives a restart: database, secrets, uploads. Relative to the checkout. */
  CAIRN_DATA_DIR: z.string().optional(),
  /** On stderr. */
  LOG_LEVEL: setting.logLevel.prefault('warn'),
  /** `demo` writes invented organisations the first time; `none` leaves the registry empty. */
  CAIRN_SEED: z.enum(['demo', 'none'], 'must be demo or none').default('demo'),
  KAFKA_BROKERS: setting.brokers.optional(),
  /** What callers may do, where it is not the published table: `ANONYMOUS=1000/20/10,…` (docs/guides/front-ends.md). */
  CAIRN_LIMITS: z.string().optional(),
  /** Addresses and networks whose `X-Forwarded-For` is believed: `127.0.0.1,10.0.0.0/8`. */
  CAIRN_TRUSTED_PROXIES: z.string().optional(),
  /** Other issuers of access tokens (docs/guides/front-ends.md). */
  CAIRN_TRUSTED_ISSUERS: z.string().optional(),
  /** How long an operation may take as a whole, in milliseconds. */
  CAIRN_OPERATION_MS: z.string().optional(),
  /** `closed`: not even operators are told the schema in an operation. */
  CAIRN_INTROSPECTION: z.enum(['open', 'closed'], 'must be open or closed').default('open'),
  DATABASE_URL: setting.postgres.optional(),
};

/**
 * Reads environment and arguments (`--no-seed`, `--kafka`). Throws SettingsFault with every fault at once.
 *
 * @param always what the shape of the process needs anyway
 */
export function readRegistryConfig(
  args: readonly string[],
  always: { readonly kafka?: boolean } = {},
  env: Environment = process.env,
): RegistryConfig {
  const unknown = args.filter((word) => !['--no-seed', '--kafka'].includes(word));
  const complaints = unknown.map((word) => `${word} is no argument of this command; there are --no-seed and --kafka.`);
  const read = readSettings(settings, env, () => complaints);
  const { HOST: host, PORT: port } = read;
  const kafka = always.kafka || args.includes('--kafka');
  // A data folder stays with the kind of log it began with, hence one for each.
  const dataDir = read.CAIRN_DATA_DIR ?? (kafka ? '.cairn/with-kafka' : '.cairn');
  return Object.freeze({
    host,
    port,
    publicUrl: read.CAIRN_PUBLIC_URL ?? null,
    dataDir: isAbsolute(dataDir) ? dataDir : resolve(root, dataDir),
    logLevel: read.LOG_LEVEL,
    seed: read.CAIRN_SEED === 'demo' && !args.includes('--no-seed'),
    kafka: kafka ? (read.KAFKA_BROKERS ?? []) : null,
    databaseUrl: read.DATABASE_URL ?? null,
    limits: read.CAIRN_LIMITS,
    trustedProxies: read.CAIRN_TRUSTED_PROXIES,
    operationMs: read.CAIRN_OPERATION_MS,
    introspection: read.CAIRN_INTROSPECTION,
    trustedIssuers: read.CAIRN_TRUSTED_ISSUERS,
  });
}

