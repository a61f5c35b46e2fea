import { type Environment, readSettings, SettingsFault } from '@cairn/service';
import { z } from 'zod';
import type { ClamdAddress } from './scanning/clamd-scanner.js';
import type { S3Bucket } from './store/s3-object-store.js';

/** Where files are kept and by whom they are looked at, for every service that takes any. */
export interface FilesSettings {
  /** Null: a folder beside the registry's other data. */
  readonly bucket: S3Bucket | null;
  /** Null: nobody looks for viruses. */
  readonly clamd: ClamdAddress | null;
}

const settings = {
  /** Address of the bucket, path style: `https://s3.example.org/cairn`. */
  CAIRN_OBJECT_STORE_URL: z
    .string()
    .regex(/^https?:\/\/[^/?#@]+\/[^?#]+$/, 'must be the http or https address of a bucket, with its name as the path')
    .transform((text) => text.replace(/\/+$/, ''))
    .optional(),
  CAIRN_OBJECT_STORE_REGION: z.string().default('us-east-1'),
  CAIRN_OBJECT_STORE_KEY_ID: z.string().optional(),
  CAIRN_OBJECT_STORE_SECRET: z.string().optional(),
  /** Host and port of a clamd that may be reached by TCP. */
  CAIRN_CLAMD: z
    .string()
    .regex(/^[^\s:]+:\d{1,5}$/, 'must be host:port')
    .optional(),
};

/** Throws SettingsFault, all faults at once. */
export function readFilesSettings(env: Environment = process.env): FilesSettings {
  const read = readSettings(settings, env);
  const { CAIRN_OBJECT_STORE_URL: url, CAIRN_OBJECT_STORE_KEY_ID: keyId, CAIRN_OBJECT_STORE_SECRET: secret } = read;
  if (url && !(keyId && secret)) throw new SettingsFault(['CAIRN_OBJECT_STORE_KEY_ID and CAIRN_OBJECT_STORE_SECRET must be set together with CAIRN_OBJECT_STORE_URL.']);
  const [host = '', port = ''] = read.CAIRN_CLAMD?.split(':') ?? [];
  return Object.freeze({
    bucket: url && keyId && secret ? { url, region: read.CAIRN_OBJECT_STORE_REGION, keyId, secret } : null,
    clamd: read.CAIRN_CLAMD ? { host, port: Number(port) } : null,
  });
}
