import { createHash, timingSafeEqual } from 'node:crypto';
import { posix } from 'node:path';
import SftpClient from 'ssh2-sftp-client';
import type { DropAddress } from './address.js';
import type { Listed } from './completeness.js';
import { type DropFolder, type Place, places } from './drop-folder.js';

/** By what a caller is known to the host, and the host to the caller. */
export interface SftpTrust {
  /** SHA-256 of the host's key as `ssh-keygen -lf` prints it: `SHA256:…`. There is no trust at first sight. */
  readonly hostKey: string;
  /** Text of a private key, as OpenSSH or PEM has it. */
  readonly privateKey?: string;
  readonly passphrase?: string;
  readonly password?: string;
}

/** The host that answers is not the one whose key was given. */
export class WrongHost extends Error {}

const waitMs = 20_000;
const textBytesMax = 4_096;

/** Opens a drop folder over SFTP. Throws WrongHost before anything is sent that tells who calls. */
export async function openSftpFolder({ host, port, user, folder }: DropAddress, { hostKey, ...known }: SftpTrust): Promise<DropFolder> {
  // Faults of the connection come with the call that was under way.
  const client = new SftpClient('drop folder', { error: () => undefined, end: () => undefined, close: () => undefined });
  let seen: string | undefined;
  const hostVerifier = (key: Buffer): boolean => {
    seen = fingerprintOf(key);
    return isEqual(seen, hostKey.replace(/=+$/, ''));
  };
  try {
    await client.connect({ host, port, username: user, ...known, hostVerifier, readyTimeout: waitMs, retries: 0, keepaliveInterval: 15_000 });
  } catch (error) {
    if (seen !== undefined && !isEqual(seen, hostKey.replace(/=+$/, ''))) throw new WrongHost(`The key of ${host} is ${seen}, which is not the one given. Ask its keeper before you go on.`, { cause: error });
    throw error;
  }
  return new SftpFolder(client, folder);
}

class SftpFolder implements DropFolder {
  constructor(
    private readonly client: SftpClient,
    private readonly folder: string,
  ) {}

  async prepare(): Promise<void> {
    for (const place of places) if (!(await this.client.exists(this.at(place)))) await this.client.mkdir(this.at(place));
  }

  async list(place?: Place): Promise<Listed[]> {
    const all = await this.client.list(place ? this.at(place) : this.folder);
    return all.flatMap(({ type, name, size, modifyTime }) => (type === '-' && !name.startsWith('.') ? [{ name, bytes: size, modified: modifyTime }] : []));
  }

  async look(path: string): Promise<Listed | undefined> {
    if ((await this.client.exists(this.at(path))) !== '-') return undefined;
    const { size, modifyTime } = await this.client.stat(this.at(path));
    return { name: posix.basename(path), bytes: size, modified: modifyTime };
  }

  async fetch(path: string, to: string): Promise<void> {
    await this.client.get(this.at(path), to);
  }

  async text(path: string): Promise<string | null> {
    const there = await this.look(path);
    if (!there) return null;
    if (there.bytes > textBytesMax) return '';
    return String(await this.client.get(this.at(path)));
  }

  async write(path: string, text: string): Promise<void> {
    await this.client.put(Buffer.from(text), this.at(path));
  }

  async store(from: string, path: string): Promise<void> {
    await this.client.put(from, this.at(path));
  }

  async move(path: string, to: string): Promise<boolean> {
    try {
      await this.client.rename(this.at(path), this.at(to));
      return true;
    } catch (error) {
      // Whoever was faster has moved it; anything else is a fault.
      if ((await this.client.exists(this.at(path))) && !(await this.client.exists(this.at(to)))) throw error;
      return false;
    }
  }

  async remove(path: string): Promise<void> {
    await this.client.delete(this.at(path), true);
  }

  async close(): Promise<void> {
    await this.client.end();
  }

  private at(path: string): string {
    return posix.join(this.folder, path);
  }
}

const fingerprintOf = (key: Buffer): string => `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;

const isEqual = (one: string, other: string): boolean => one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
