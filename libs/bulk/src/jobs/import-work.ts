import { type FileHandle, open } from 'node:fs/promises';
import { actingFor, grantMissing, may, maySomewhere } from '@cairn/access';
import { Database, DatabaseBusy, DatabaseUnavailable, type Uuid } from '@cairn/postgres';
import { CLOCK, LOG, RIGHTS } from '@cairn/service';
import type { RightsInForce } from '@cairn/subgraph';
import type { Clock, Log } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { cutUpload } from '../cutting/cut-upload.js';
import { type Applied, type ImportKind, type JobAtWork, refusedRow } from '../import-kind.js';
import { type Header, namesOf, readHeader } from '../parsing/header.js';
import { readChunk, type ReadChunk } from '../parsing/read-chunk.js';
import { UploadFolder } from '../uploads/upload-folder.js';
import { UploadPurge } from '../uploads/upload-purge.js';
import { applyRows, tally } from './apply-chunk.js';
import { type Chunk, ImportChunkStore } from './import-chunk.store.js';
import type { ImportJob } from './import-job.js';
import { ImportJobStore } from './import-job.store.js';

/** The work on one job: cut, then chunk after chunk, each in one transaction, the next one read while the database works. */
@Injectable()
export class ImportWork {
  constructor(
    private readonly database: Database,
    private readonly jobs: ImportJobStore,
    private readonly chunks: ImportChunkStore,
    private readonly uploads: UploadFolder,
    private readonly purge: UploadPurge,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RIGHTS) private readonly rights: RightsInForce,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Goes on where the job stands, until it is finished or `signal` says to stop. */
  async run(tenant: Uuid, id: Uuid, kindOf: (kind: string) => ImportKind, signal: AbortSignal): Promise<void> {
    const job = await this.database.work((tx) => this.jobs.byId(tx, tenant, id));
    if (!job || job.state === 'FINISHED' || job.state === 'FAILED') return;
    const kind = kindOf(job.kind);
    const file = await open(this.uploads.pathOf(job.uploadId), 'r').catch(() => null);
    if (!file) return this.fail(job, 'The upload is no longer there. Upload the file again.');
    try {
      if (job.state === 'QUEUED') {
        const fault = await this.cut(job, kind);
        if (fault !== undefined) return await this.fail(job, fault);
      }
      await this.applyAll(job, kind, file, signal);
    } finally {
      await file.close();
    }
  }

  /** Cuts the upload into chunks; answers with a sentence when it cannot be read as a whole. */
  private async cut(job: ImportJob, kind: ImportKind): Promise<string | undefined> {
    const cut = await cutUpload(this.uploads.pathOf(job.uploadId), job.format);
    const names = cut.header && namesOf(cut.header);
    if (job.format === 'CSV') {
      if (!names) return 'The file has no header line.';
      const header = readHeader(names, kind.columns);
      if (typeof header === 'string') return header;
    }
    await this.database.work(async (tx) => {
      await this.jobs.start(tx, job.tenant, job.id, names && knownNames(names, kind.columns), cut.rowCount);
      await this.chunks.insert(tx, job.tenant, job.id, cut.chunks);
    });
    return undefined;
  }

  private async applyAll(job: ImportJob, kind: ImportKind, file: FileHandle, signal: AbortSignal): Promise<void> {
    const { open: chunks, names } = await this.database.work(async (tx) => ({
      open: await this.chunks.open(tx, job.tenant, job.id),
      names: await this.jobs.header(tx, job.tenant, job.id),
    }));
    const header = names && (readHeader(names, kind.columns) as Header);
    const readAndPrepare = async (chunk: Chunk) => {
      const ready = await readChunk(file, chunk, job.format, header, kind);
      await this.patiently(signal, async () => kind.prepare?.(job, ready.rows));
      return ready;
    };
    const read = (chunk: Chunk | undefined) => {
      const reading = chunk && readAndPrepare(chunk);
      reading?.catch(() => undefined); // told where it is awaited
      return reading;
    };
    let next = read(chunks[0]);
    for (let index = 0; next; index += 1) {
      const chunk = await next;
      next = read(chunks[index + 1]);
      await this.patiently(signal, () => this.apply(job, kind, chunk));
      if (signal.aborted) {
        await next;
        return;
      }
    }
    await this.patiently(signal, () => this.database.work((tx) => this.jobs.finish(tx, job.tenant, job.id, new Date(this.clock.now()))));
    // A dry run is made to be followed by the import itself.
    if (!job.dryRun) await this.patiently(signal, () => this.database.work((tx) => this.purge.one(tx, job.tenant, job.uploadId)));
  }

  private async apply(job: ImportJob, kind: ImportKind, chunk: ReadChunk): Promise<void> {
    const { tenant, id, dryRun, principal } = job;
    // Asked anew for each chunk: an import goes on for as long as its caller may do what it does.
    const caller = principal && (await this.rights.of(principal, true));
    const mayStill = caller === null || maySomewhere(caller, kind.right);
    const work: JobAtWork = { id, tenant, may: (on) => caller === null || may(caller, kind.right, on) };
    const broke = (error: unknown) => this.log.error({ err: error, job: id, chunk: chunk.chunk.number }, 'rows of an import broke');
    return this.database.work(async (tx) => {
      if (!(await this.chunks.claim(tx, tenant, id, chunk.chunk.number))) return;
      if (dryRun) await tx.compose('SAVEPOINT dry');
      const apply = () => applyRows(tx, kind, work, chunk, broke);
      const applied = !mayStill ? withoutRight(kind, chunk) : principal ? await actingFor({ principal, requestId: null }, apply) : await apply();
      if (dryRun) await tx.compose('ROLLBACK TO SAVEPOINT dry');
      const { results, tally: figures } = tally(chunk, dryRun ? withoutTraces(applied) : applied);
      await this.chunks.finish(tx, tenant, id, chunk.chunk.number, results);
      await this.jobs.add(tx, tenant, id, figures);
    });
  }

  /** Waits for a database that is busy or away, as long as the process lives. */
  private async patiently(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await work();
        return;
      } catch (error) {
        const passing = error instanceof DatabaseBusy || error instanceof DatabaseUnavailable;
        if (!passing || signal.aborted) throw error;
        await new Promise((resume) => setTimeout(resume, Math.min(200 * attempt, 2_000)));
      }
    }
  }

  private async fail(job: ImportJob, message: string): Promise<void> {
    const error = { row: 0, code: 'MALFORMED_LINE', field: null, message };
    await this.database.work((tx) => this.jobs.fail(tx, job.tenant, job.id, new Date(this.clock.now()), error));
    if (!job.dryRun) await this.database.work((tx) => this.purge.one(tx, job.tenant, job.uploadId));
  }
}

const withoutRight = ({ right }: ImportKind, { rows }: ReadChunk): Applied => {
  const { code, message } = grantMissing(right);
  return { marks: [], results: rows.map(({ row }) => refusedRow(row, code, message)) };
};

/** Column names to be kept: of unknown ones only that they are there, since a file without a header begins with a person. */
const knownNames = (names: readonly string[], known: readonly string[]): string[] => names.map((name) => (known.includes(name) ? name : ''));

/** What a dry run would have made does not exist: it has no id and no event. */
const withoutTraces = (applied: Applied): Applied => ({
  marks: [],
  results: applied.results.map((result) => (result.status === 'CREATED' ? { ...result, id: null } : result)),
});
