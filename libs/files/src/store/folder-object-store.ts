import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { type ObjectAddress, type ObjectStore, pathOf } from './object-store.js';

/** Objects as files in a folder that every process of the service shares. */
export class FolderObjectStore implements ObjectStore {
  constructor(private readonly folder: string) {}

  async put(address: ObjectAddress, bytes: Buffer): Promise<void> {
    const path = this.at(address);
    if (await this.has(address)) return;
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    // Under another name first, and on the disk before it gets its own: half an object is none.
    const part = `${path}.${randomBytes(6).toString('hex')}`;
    const file = await open(part, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  }

  async get(address: ObjectAddress): Promise<Readable | undefined> {
    const file = await open(this.at(address), 'r').catch(absent);
    return file?.createReadStream();
  }

  async has(address: ObjectAddress): Promise<boolean> {
    return (await stat(this.at(address)).catch(absent)) !== undefined;
  }

  async delete(address: ObjectAddress): Promise<void> {
    await rm(this.at(address), { force: true });
  }

  private at(address: ObjectAddress): string {
    return join(this.folder, pathOf(address));
  }
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
}
