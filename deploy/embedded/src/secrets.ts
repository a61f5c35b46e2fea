import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { type DataFolder, exists } from './data-folder.js';
import { StartFault } from './start-fault.js';

const secret = z.string().regex(/^[\w-]{43}$/);
const shape = z.object({ database: secret, statement: secret, token: secret, key: secret });

/** 32 random bytes each, base64url. */
export type Secrets = Readonly<z.output<typeof shape>>;

/** The registry's secrets: made once, kept readable by their owner only. Losing `key` loses every signing key. */
export async function openSecrets(folder: DataFolder): Promise<Secrets> {
  if (await exists(folder.secrets)) return readSecrets(folder.secrets);
  if (await exists(folder.postgres)) {
    throw new StartFault(`${folder.secrets} is missing, and the data beside it cannot be read without it. Restore it from a backup.`);
  }
  const make = () => randomBytes(32).toString('base64url');
  const secrets: Secrets = { database: make(), statement: make(), token: make(), key: make() };
  const draft = `${folder.secrets}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flush: true });
  await rename(draft, folder.secrets);
  return secrets;
}

async function readSecrets(file: string): Promise<Secrets> {
  const damaged = (how: string) => new StartFault(`${file} is damaged: ${how}. Restore it from a backup.`);
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw damaged(error instanceof SyntaxError ? 'it is no JSON' : (error as Error).message);
  }
  const parsed = shape.safeParse(content);
  if (parsed.success) return parsed.data;
  throw damaged(`${parsed.error.issues.map(({ path }) => path.join('.') || 'all').join(', ')} cannot be used`);
}
