import { type Environment, readSettings } from '@cairn/service';
import { z } from 'zod';

/** What can be set about issuers beyond what every service has. */
export interface IssuersSettings {
  /** Where the operator's first key is left, readable by its owner only; null: it is printed. */
  readonly bootstrapKeyFile: string | null;
  /** Accounts that may be made from one network address within an hour. */
  readonly accountsPerAddress: number;
}

export const ISSUERS_SETTINGS = Symbol('ISSUERS_SETTINGS');

const settings = {
  CAIRN_BOOTSTRAP_KEY_FILE: z.string().optional(),
  CAIRN_ACCOUNTS_PER_ADDRESS: z.coerce.number().int().min(1).max(100_000).default(20),
};

export function readIssuersSettings(env: Environment = process.env): IssuersSettings {
  const read = readSettings(settings, env);
  return Object.freeze({ bootstrapKeyFile: read.CAIRN_BOOTSTRAP_KEY_FILE ?? null, accountsPerAddress: read.CAIRN_ACCOUNTS_PER_ADDRESS });
}
