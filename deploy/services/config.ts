import { type Environment, readSettings, setting } from '@cairn/service';
import { z } from 'zod';

const settings = {
  /** Superuser of the cluster that holds the five databases. */
  DATABASE_URL: setting.postgres,
  /** Password of the services' roles. */
  CAIRN_DATABASE_PASSWORD: z.string('must be set').min(16, 'must have at least 16 characters'),
};

export interface MigrateConfig {
  readonly adminUrl: string;
  readonly password: string;
}

export function readMigrateConfig(env: Environment = process.env): MigrateConfig {
  const read = readSettings(settings, env);
  return Object.freeze({ adminUrl: read.DATABASE_URL, password: read.CAIRN_DATABASE_PASSWORD });
}
