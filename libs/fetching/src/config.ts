import { readFileSync } from 'node:fs';
import { type Environment, readSettings, SettingsFault } from '@cairn/service';
import { z } from 'zod';

/** A host that is called although it is not public or not at port 443: a private network for tests, and nothing else. */
export interface AllowedHost {
  /** Name or IP address, in lower case and without brackets. */
  readonly host: string;
  readonly port: number;
  /** Where the name is to be found; left out: as the resolver says. */
  readonly address?: string;
  /** PEM of the authority that its certificate comes from; left out: those of the system. */
  readonly ca?: string;
}

export interface FetchingSettings {
  /** Empty unless an operator names hosts. */
  readonly allow: readonly AllowedHost[];
}

const settings = {
  CAIRN_FETCH_ALLOW: z.string().regex(/^[^\s,]+:\d+(,[^\s,]+:\d+)*$/, 'must be a list like issuer.test:8443,10.0.0.7:443').optional(),
  CAIRN_FETCH_CA: z.string().optional(),
};

/** Throws SettingsFault, all faults at once. */
export function readFetchingSettings(env: Environment = process.env): FetchingSettings {
  const { CAIRN_FETCH_ALLOW: hosts = '', CAIRN_FETCH_CA: caFile } = readSettings(settings, env);
  const ca = caFile === undefined ? undefined : authorities(caFile);
  const allow = hosts.split(',').filter(Boolean).map((entry) => {
    const at = entry.lastIndexOf(':');
    const host = entry.slice(0, at).toLowerCase().replace(/^\[|\]$/g, '');
    return { host, port: Number(entry.slice(at + 1)), ...(ca ? { ca } : {}) };
  });
  return Object.freeze({ allow });
}

function authorities(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new SettingsFault([`CAIRN_FETCH_CA names ${file}, which cannot be read.`]);
  }
}
