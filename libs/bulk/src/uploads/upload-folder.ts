import { readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { type Platform, PLATFORM } from '@cairn/service';
import { FileStore } from '@tus/file-store';
import { Inject, Injectable } from '@nestjs/common';
import { BULK_SERVICE, uploadKeptMs } from '../settings.js';

const shape = /^[0-9a-f]{32}$/;

/** Where a service keeps its uploads: each a file under its random id, its tenant beside it. */
@Injectable()
export class UploadFolder {
  readonly files: FileStore;
  private readonly folder: string;

  constructor(@Inject(PLATFORM) platform: Platform, @Inject(BULK_SERVICE) service: string) {
    this.folder = join(platform.filesDir, 'uploads', service);
    this.files = new FileStore({ directory: this.folder });
  }

  pathOf(id: string): string {
    if (!shape.test(id)) throw new TypeError('not the id of an upload');
    return join(this.folder, id);
  }

  /** Tenant that began an upload; undefined when there is no such upload. */
  async tenantOf(id: string): Promise<string | undefined> {
    return (await this.find(id))?.metadata?.tenant ?? undefined;
  }

  /** Whether the upload is the tenant's and every byte of it has come. */
  async isFinished(tenant: string, id: string): Promise<boolean> {
    const upload = await this.find(id);
    return upload !== undefined && upload.metadata?.tenant === tenant && upload.size !== undefined && upload.offset === upload.size;
  }

  /** Ids of all uploads that a tenant began, finished or not. */
  async ofTenant(tenant: string): Promise<string[]> {
    const ids = (await readdir(this.folder).catch(() => [])).filter((name) => shape.test(name));
    const owners = await Promise.all(ids.map((id) => this.tenantOf(id)));
    return ids.filter((_, at) => owners[at] === tenant);
  }

  /** Removes an upload; one that is gone already does no harm. */
  async remove(id: string): Promise<void> {
    if (shape.test(id)) await this.files.remove(id).catch(() => undefined);
  }

  /** Removes uploads that nobody has touched for 7 days. */
  async sweep(now: number): Promise<void> {
    for (const name of await readdir(this.folder).catch(() => [])) {
      const path = join(this.folder, name);
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: now }));
      if (now - mtimeMs > uploadKeptMs) await unlink(path).catch(() => undefined);
    }
  }

  private async find(id: string) {
    return shape.test(id) ? this.files.getUpload(id).catch(() => undefined) : undefined;
  }
}
