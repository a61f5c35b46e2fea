import { type FileHandle, open, stat } from 'node:fs/promises';
import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { cutUpload } from '../cutting/cut-upload.js';
import { isPacked, unpack, UnreadableFile } from '../cutting/unpack.js';
import type { ImportKind } from '../import-kind.js';
import { type Header, namesOf, readHeader } from '../parsing/header.js';
import { digestOf } from '../uploads/digest.js';
import { UploadFolder } from '../uploads/upload-folder.js';
import { type Chunk, ImportChunkStore } from './import-chunk.store.js';
import { type ImportJob, linesOf } from './import-job.js';
import { ImportJobStore } from './import-job.store.js';

/** The lines of a job's upload, cut into chunks. Whoever opened it closes the file. */
export interface Source {
  readonly file: FileHandle;
  readonly header: Header | null;
  readonly chunks: readonly (Chunk & { readonly open: boolean })[];
}

/** Makes lines of uploads: unpacks them, and cuts them into chunks when a job begins. */
@Injectable()
export class ImportSources {
  constructor(
    private readonly database: Database,
    private readonly jobs: ImportJobStore,
    private readonly chunks: ImportChunkStore,
    private readonly uploads: UploadFolder,
  ) {}

  /** Throws UnreadableFile for what cannot be read as a whole. */
  async open(job: ImportJob, kind: ImportKind): Promise<Source> {
    const upload = this.uploads.pathOf(job.uploadId);
    if (!(await isThere(upload))) throw new UnreadableFile('The upload is no longer there. Upload the file again.');
    const begins = job.state === 'QUEUED';
    if (begins && job.contentHash && !job.contentHash.equals(await digestOf(upload))) throw new UnreadableFile('The upload changed since the import was asked for. Upload the file again.');
    const lines = await this.linesIn(job, kind, upload);
    if (begins) await this.cut(job, kind, lines);
    const { chunks, names } = await this.database.work(async (tx) => ({
      chunks: await this.chunks.all(tx, job.tenant, job.id),
      names: await this.jobs.header(tx, job.tenant, job.id),
    }));
    return { file: await open(lines, 'r'), header: names && (readHeader(names, kind.columns) as Header), chunks };
  }

  /** The file of lines: the upload itself, or what it holds, beside it. Made anew by each process that takes the job up. */
  private async linesIn({ uploadId, format }: ImportJob, kind: ImportKind, upload: string): Promise<string> {
    const beside = this.uploads.linesPathOf(uploadId);
    if (format === 'ONEROSTER') {
      if (!kind.unpack) throw new UnreadableFile('This kind of import takes CSV or JSON Lines.');
      await kind.unpack(upload, beside);
      return beside;
    }
    if (!(await isPacked(upload))) return upload;
    await unpack(upload, beside);
    return beside;
  }

  private async cut(job: ImportJob, kind: ImportKind, lines: string): Promise<void> {
    const cut = await cutUpload(lines, linesOf(job.format));
    const names = cut.header && namesOf(cut.header);
    if (linesOf(job.format) === 'CSV') {
      if (!names) throw new UnreadableFile('The file has no header line.');
      const header = readHeader(names, kind.columns);
      if (typeof header === 'string') throw new UnreadableFile(header);
    }
    await this.database.work(async (tx) => {
      await this.jobs.start(tx, job.tenant, job.id, names && knownNames(names, kind.columns), cut.rowCount);
      await this.chunks.insert(tx, job.tenant, job.id, cut.chunks);
    });
  }
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Column names to be kept: of unknown ones only that they are there, since a file without a header begins with a person. */
const knownNames = (names: readonly string[], known: readonly string[]): string[] => names.map((name) => (known.includes(name) ? name : ''));
