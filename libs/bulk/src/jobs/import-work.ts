import { Database, type Tx, type Uuid } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { UnreadableFile } from '../cutting/unpack.js';
import type { ImportKind } from '../import-kind.js';
import { KeysInFile } from '../parsing/keys-in-file.js';
import { readChunk, type ReadChunk } from '../parsing/read-chunk.js';
import { UploadPurge } from '../uploads/upload-purge.js';
import { ChunkWriter } from './chunk-writer.js';
import { type Chunk, ImportChunkStore } from './import-chunk.store.js';
import { type ImportJob, isWhole, linesOf } from './import-job.js';
import { ImportJobStore } from './import-job.store.js';
import { ImportSources, type Source } from './import-source.js';
import { patiently } from './patiently.js';
import { readAhead } from './read-ahead.js';

/** A job with what it needs while one process works on it. */
interface Work {
  readonly job: ImportJob;
  readonly kind: ImportKind;
  readonly source: Source;
  readonly signal: AbortSignal;
}

/**
 * The work on one job: cut, then chunk after chunk, the next one read while the database works. Each chunk is one
 * transaction; a file that stands or falls as a whole, and a dry run, are one transaction together.
 */
@Injectable()
export class ImportWork {
  constructor(
    private readonly database: Database,
    private readonly jobs: ImportJobStore,
    private readonly chunks: ImportChunkStore,
    private readonly sources: ImportSources,
    private readonly writer: ChunkWriter,
    private readonly purge: UploadPurge,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Goes on where the job stands, until it is over or `signal` says to stop. */
  async run(tenant: Uuid, id: Uuid, kindOf: (kind: string) => ImportKind, signal: AbortSignal): Promise<void> {
    const job = await this.database.work((tx) => this.jobs.byId(tx, tenant, id));
    if (!job || (job.state !== 'QUEUED' && job.state !== 'RUNNING')) return;
    const kind = kindOf(job.kind);
    try {
      const source = await this.sources.open(job, kind);
      try {
        const work = { job, kind, source, signal };
        await (isWhole(job) ? this.together(work) : this.oneByOne(work));
      } finally {
        await source.file.close();
      }
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      await this.fail(job, error.message);
    }
    // A dry run is made to be followed by the import itself.
    if (!job.dryRun && !signal.aborted) await patiently(signal, () => this.database.work((tx) => this.purge.one(tx, tenant, job.uploadId)));
  }

  private async oneByOne(work: Work): Promise<void> {
    const { job, source, signal } = work;
    const read = this.reader(work);
    // Their lines stand; their keys keep repetitions away.
    if (work.kind.key) for (const chunk of source.chunks) if (!chunk.open) await read(chunk, false);
    for await (const ready of readAhead(source.chunks.filter(({ open }) => open), (chunk) => read(chunk))) {
      const goesOn = await patiently(signal, () => this.apply(work, ready));
      if (signal.aborted || !goesOn) return;
    }
    await patiently(signal, () => this.database.work((tx) => this.jobs.finish(tx, job.tenant, job.id, this.now())));
  }

  /** One chunk; false when the job was called off. */
  private async apply({ job, kind }: Work, chunk: ReadChunk): Promise<boolean> {
    const { tenant, id } = job;
    return this.database.work(async (tx) => {
      if (await this.jobs.isCancelled(tx, tenant, id)) {
        await this.chunks.abandon(tx, tenant, id);
        await this.jobs.finish(tx, tenant, id, this.now(), 'CANCELLED');
        return false;
      }
      if (!(await this.chunks.claim(tx, tenant, id, chunk.chunk.number))) return true;
      const { results, tally } = await this.writer.write(tx, job, kind, chunk);
      await this.chunks.finish(tx, tenant, id, chunk.chunk.number, results);
      await this.jobs.add(tx, tenant, id, tally);
      return true;
    });
  }

  private together(work: Work): Promise<void> {
    return patiently(work.signal, () => this.database.work((tx) => this.inOne(work, tx)));
  }

  /** All chunks in the transaction. What became of each is told beside it, so that everybody sees how far it is. */
  private async inOne(work: Work, tx: Tx): Promise<void> {
    const { job, kind, source, signal } = work;
    const { tenant, id } = job;
    await this.database.work(async (beside) => {
      await this.chunks.reopen(beside, tenant, id);
      await this.jobs.beginAgain(beside, tenant, id);
    });
    await tx.compose('SAVEPOINT whole');
    const read = this.reader(work);
    let failed = 0;
    let cancelled = false;
    for await (const ready of readAhead(source.chunks, (chunk) => read(chunk))) {
      const { results, tally } = await this.writer.write(tx, job, kind, ready);
      failed += tally.failed;
      cancelled = await this.database.work(async (beside) => {
        await this.chunks.finish(beside, tenant, id, ready.chunk.number, results, 'TRIED');
        await this.jobs.add(beside, tenant, id, tally);
        return this.jobs.isCancelled(beside, tenant, id);
      });
      if (signal.aborted) throw new Error('the process ends; the file begins anew in the next one');
      if (cancelled) break;
    }
    const stands = !cancelled && (job.mode === 'BEST_EFFORT' || failed === 0);
    if (job.dryRun || !stands) await tx.compose('ROLLBACK TO SAVEPOINT whole');
    if (stands || (job.dryRun && !cancelled)) {
      await this.chunks.settle(tx, tenant, id);
      await this.jobs.finish(tx, tenant, id, this.now());
    } else {
      await this.chunks.abandon(tx, tenant, id);
      await this.jobs.endUnwritten(tx, tenant, id, this.now(), cancelled ? 'CANCELLED' : 'FAILED');
    }
  }

  private reader({ job, kind, source, signal }: Work): (chunk: Chunk, prepare?: boolean) => Promise<ReadChunk> {
    const reading = { ...source, format: linesOf(job.format), kind, keys: new KeysInFile() };
    return async (chunk, prepare = true) => {
      const ready = await readChunk(reading, chunk);
      if (prepare) await patiently(signal, async () => kind.prepare?.(job, ready.rows));
      return ready;
    };
  }

  private async fail({ tenant, id }: ImportJob, message: string): Promise<void> {
    const error = { row: 0, code: 'MALFORMED_LINE', field: null, message };
    await this.database.work(async (tx) => {
      await this.chunks.abandon(tx, tenant, id);
      await this.jobs.fail(tx, tenant, id, this.now(), error);
    });
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
