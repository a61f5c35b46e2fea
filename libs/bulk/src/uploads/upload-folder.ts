import { readdir, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Platform, PLATFORM } from '@cairn/service';
import { FileStore } from '@tus/file-store';
import { Inject, Injectable } from '@nestjs/common';
import { BULK_SERVICE, uploadKeptMs, uploadRestMs } from '../settings.js';

const shape = /^[0-9a-f]{32}$/;
const notice = '.notice';

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

  /** Where the lines of an upload lie that is packed. */
  linesPathOf(id: string): string {
    return `${this.pathOf(id)}.lines`;
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
    if (!shape.test(id)) return;
    await unlink(this.linesPathOf(id)).catch(() => undefined);
    await unlink(this.noticeOf(id)).catch(() => undefined);
    await this.files.remove(id).catch(() => undefined);
  }

  /** Whether an upload is half way: some bytes have come, some are missing, and the last came less than an hour ago. */
  async isComing(id: string, now: number): Promise<boolean> {
    const upload = await this.find(id);
    return upload !== undefined && upload.offset > 0 && upload.offset !== upload.size && !(await this.isAtRest(id, now));
  }

  /** Whether nobody has written to an upload for an hour. */
  async isAtRest(id: string, now: number): Promise<boolean> {
    const { mtimeMs } = await stat(this.pathOf(id)).catch(() => ({ mtimeMs: 0 }));
    return now - mtimeMs >= uploadRestMs;
  }

  /** Notes that an upload is to go as soon as it is at rest. */
  async giveNotice(id: string): Promise<void> {
    await writeFile(this.noticeOf(id), '');
  }

  /** Uploads that are to go as soon as they are at rest. */
  async underNotice(): Promise<string[]> {
    const names = await readdir(this.folder).catch(() => []);
    return names.flatMap((name) => (name.endsWith(notice) ? [name.slice(0, -notice.length)] : []));
  }

  /** Removes uploads that nobody has touched for 7 days. */
  async sweep(now: number): Promise<void> {
    for (const name of await readdir(this.folder).catch(() => [])) {
      const path = join(this.folder, name);
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: now }));
      if (now - mtimeMs > uploadKeptMs) await unlink(path).catch(() => undefined);
    }
  }

  private noticeOf(id: string): string {
    return `${this.pathOf(id)}${notice}`;
  }

  private async find(id: string) {
    return shape.test(id) ? this.files.getUpload(id).catch(() => undefined) : undefined;
  }
}
