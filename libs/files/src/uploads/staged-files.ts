import { readdir, readFile, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { accepted, type Decision, type Principal, refusal, refused } from '@cairn/access';
import { CLOCK, type Platform, PLATFORM } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { FileStore } from '@tus/file-store';
import type { GivenFile } from '../intake/file-intake.js';
import { FILES_SERVICE } from '../settings.js';

const shape = /^[0-9a-f]{32}$/;
/** Files that nobody has used are kept this long, in ms (1 day). */
const keptMs = 24 * 3_600_000;
const sweepEveryMs = 3_600_000;

/** A file that was uploaded whole. */
export interface StagedFile {
  readonly bytes: Buffer;
  readonly mediaType: string | null;
}

/** Whose uploads a caller's are: its tenant's, or a person's own. Null: nobody's. */
export const ownerOf = ({ tenant, account }: Principal): string | null => (tenant !== null ? `tenant ${tenant}` : account !== null ? `account ${account}` : null);

/** Files between their upload and the mutation that uses them; each belongs to who uploaded it. */
@Injectable()
export class StagedFiles implements OnApplicationBootstrap, OnModuleDestroy {
  readonly files: FileStore;
  private readonly folder: string;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(PLATFORM) platform: Platform,
    @Inject(FILES_SERVICE) service: string,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.folder = join(platform.filesDir, 'files', service);
    this.files = new FileStore({ directory: this.folder });
  }

  async onApplicationBootstrap(): Promise<void> {
    this.timer = setInterval(() => void this.sweep(), sweepEveryMs).unref();
    await this.sweep();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** The bytes of a caller's upload; UPLOAD_NOT_READY at `field` when it is missing, incomplete or somebody else's. */
  async of(principal: Principal, id: string, ...field: string[]): Promise<Decision<StagedFile>> {
    const upload = await this.find(id);
    const owner = ownerOf(principal);
    if (owner === null || upload?.metadata?.owner !== owner || upload.size === undefined || upload.offset !== upload.size) {
      return refused(refusal('UPLOAD_NOT_READY', 'There is no such upload, or not all of it has come.', ...field));
    }
    return accepted({ bytes: await readFile(join(this.folder, id)), mediaType: upload.metadata.filetype ?? null });
  }

  /** Who began an upload; undefined when there is no such upload. */
  async ownerOf(id: string): Promise<string | undefined> {
    return (await this.find(id))?.metadata?.owner ?? undefined;
  }

  /** Removes an upload; one that is gone already does no harm. */
  async remove(id: string): Promise<void> {
    if (shape.test(id)) await this.files.remove(id).catch(() => undefined);
  }

  /** Removes all uploads of an owner. */
  async removeAllOf(owner: string): Promise<void> {
    for (const id of (await this.names()).filter((one) => shape.test(one))) if ((await this.ownerOf(id)) === owner) await this.remove(id);
  }

  private async find(id: string) {
    return shape.test(id) ? this.files.getUpload(id).catch(() => undefined) : undefined;
  }

  private names(): Promise<string[]> {
    return readdir(this.folder).catch(() => []);
  }

  private async sweep(): Promise<void> {
    const now = this.clock.now();
    for (const file of await this.names()) {
      const path = join(this.folder, file);
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: now }));
      if (now - mtimeMs > keptMs) await unlink(path).catch(() => undefined);
    }
  }
}

export const asGiven = (file: StagedFile, name: string): GivenFile => ({ ...file, name });
