import { type Environment, readSettings } from '@cairn/service';
import { z } from 'zod';

/** What can be set about issuers beyond what every service has. */
export interface IssuersSettings {
  /** Where the operator's first key is left, readable by its owner only; null: it is printed. */
  readonly bootstrapKeyFile: string | null;
}

const settings = { CAIRN_BOOTSTRAP_KEY_FILE: z.string().optional() };

export function readIssuersSettings(env: Environment = process.env): IssuersSettings {
  return Object.freeze({ bootstrapKeyFile: readSettings(settings, env).CAIRN_BOOTSTRAP_KEY_FILE ?? null });
}
