import { readFileSync } from 'node:fs';
import type { BlockList } from 'node:net';
import { z } from 'zod';
import { readOperationMs } from './deadlines.js';
import { readProxies } from './rate/client-address.js';
import { type LimitClasses, readLimitClasses } from './rate/limit-classes.js';
import { type SubgraphName, subgraphNames } from './subgraph-names.js';
import { readTrustedIssuers, type TrustedIssuer } from './tokens/trusted-issuer.js';

/** Settings of the gateway as a process of its own. */
export interface GatewaySettings {
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
  /** Key of the statements to subgraphs, the same in each of them. */
  readonly statementSecret: Buffer;
  /** Where clients reach the registry, without a slash at the end: the audience of its access tokens. */
  readonly publicUrl: string;
  readonly trustedIssuers: readonly TrustedIssuer[];
  readonly limitClasses: LimitClasses;
  readonly proxies: BlockList | null;
  /** Time for an operation as a whole, in milliseconds. */
  readonly operationMs: number;
  /** Whether introspection is off even for operators. */
  readonly closed: boolean;
  /** Whether queries that run in the background are run in this process. */
  readonly runsBulkQueries: boolean;
  readonly subgraphs: readonly { readonly name: SubgraphName; readonly url: string }[];
}

type Environment = Readonly<Record<string, string | undefined>>;

const port = 'must be a port, 0 to 65535';
const address = z.string('must be set').regex(/^https?:\/\/[^/?#\s]+\/?$/, 'must be an http address without a path');

/** A setting that is read by a function which answers a sentence when it cannot be used. */
const readBy = <T>(read: (text: string | undefined) => T | string) =>
  z.string().optional().transform((text, context): T => {
    const value = read(text);
    if (typeof value !== 'string') return value as T;
    context.addIssue(value);
    return z.NEVER;
  });

const shape = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.string().regex(/^\d{1,5}$/, port).transform(Number).refine((value) => value <= 65_535, port).default(4000),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'must be fatal, error, warn, info, debug, trace or silent')
    .default('info'),
  /** Shared with the services: proves that a request is the gateway's. */
  CAIRN_STATEMENT_SECRET: z
    .string('must be set')
    .regex(/^[\w-]{43}$/, 'must be 32 bytes in base64url, 43 characters')
    .transform((text) => Buffer.from(text, 'base64url')),
  CAIRN_PUBLIC_URL: z
    .string('must be set')
    .regex(/^https?:\/\/[^/?#]+(\/[^?#]*)?$/, 'must be an http or https address')
    .transform((text) => text.replace(/\/+$/, '')),
  /** `closed`: not even operators are told the schema in an operation. */
  CAIRN_INTROSPECTION: z.enum(['open', 'closed'], 'must be open or closed').default('open'),
  /** How long an operation may take as a whole; what a single service may take of it grows with it. */
  CAIRN_OPERATION_MS: readBy(readOperationMs),
  /** Other issuers of access tokens, as JSON. */
  CAIRN_TRUSTED_ISSUERS: readBy(readTrustedIssuers),
  /** What callers may do, where it is not the published table: `ANONYMOUS=1000/20/10,…`. */
  CAIRN_LIMITS: readBy(readLimitClasses),
  /** Addresses and networks whose `X-Forwarded-For` is believed. */
  CAIRN_TRUSTED_PROXIES: readBy(readProxies),
  /** `elsewhere` where `gateway/src/bulk/bulk.main.ts` runs background queries in processes of their own. */
  CAIRN_BULK_QUERIES: z.enum(['here', 'elsewhere'], 'must be here or elsewhere').default('here'),
  /** Where each service listens. */
  CAIRN_ISSUERS_URL: address,
  CAIRN_ACHIEVEMENTS_URL: address,
  CAIRN_EARNERS_URL: address,
  CAIRN_PATHWAYS_URL: address,
  CAIRN_VERIFICATION_URL: address,
});

/** Reads every setting once, `NAME_FILE` naming a file that holds NAME. Throws one error that names every fault. */
export function readGatewaySettings(env: Environment = process.env): GatewaySettings {
  const faults: string[] = [];
  const given = Object.fromEntries(Object.keys(shape.shape).map((name) => [name, valueOf(name, env, faults)]));
  const parsed = shape.safeParse(given);
  for (const { path, message } of parsed.error?.issues ?? []) faults.push(`${path.join('.')} ${message}.`);
  if (!parsed.success || faults.length > 0) throw new Error(faults.join('\n'));
  const { data } = parsed;
  const urls: Record<SubgraphName, string> = {
    issuers: data.CAIRN_ISSUERS_URL,
    achievements: data.CAIRN_ACHIEVEMENTS_URL,
    earners: data.CAIRN_EARNERS_URL,
    pathways: data.CAIRN_PATHWAYS_URL,
    verification: data.CAIRN_VERIFICATION_URL,
  };
  return Object.freeze({
    host: data.HOST,
    port: data.PORT,
    logLevel: data.LOG_LEVEL,
    statementSecret: data.CAIRN_STATEMENT_SECRET,
    publicUrl: data.CAIRN_PUBLIC_URL,
    trustedIssuers: data.CAIRN_TRUSTED_ISSUERS,
    limitClasses: data.CAIRN_LIMITS,
    proxies: data.CAIRN_TRUSTED_PROXIES,
    operationMs: data.CAIRN_OPERATION_MS,
    closed: data.CAIRN_INTROSPECTION === 'closed',
    runsBulkQueries: data.CAIRN_BULK_QUERIES === 'here',
    subgraphs: subgraphNames.map((name) => ({ name, url: urls[name] })),
  });
}

function valueOf(name: string, env: Environment, faults: string[]): string | undefined {
  const file = env[`${name}_FILE`];
  if (!file) return env[name] || undefined;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    faults.push(`${name}_FILE names a file that cannot be read: ${(error as Error).message}.`);
    return undefined;
  }
}

/** @apollo/gateway reports its use to its maker unless the environment says no; the registry reports to nobody. */
export function withoutVendorTelemetry(): void {
  process.env.APOLLO_TELEMETRY_DISABLED = 'true';
}
