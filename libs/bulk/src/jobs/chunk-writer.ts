import { actingFor, grantMissing, may, maySomewhere } from '@cairn/access';
import type { Tx } from '@cairn/postgres';
import { LOG, RIGHTS } from '@cairn/service';
import type { RightsInForce } from '@cairn/subgraph';
import type { Log } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { type Applied, type ImportKind, type JobAtWork, refusedRow } from '../import-kind.js';
import type { ReadChunk } from '../parsing/read-chunk.js';
import { applyRows, tally } from './apply-chunk.js';
import type { ChunkResults } from './import-chunk.store.js';
import type { ImportJob } from './import-job.js';
import type { Tally } from './import-job.store.js';

/** Writes the lines of a chunk in a transaction, as a deed of whoever asked for the import, and as far as he may by now. */
@Injectable()
export class ChunkWriter {
  constructor(
    @Inject(RIGHTS) private readonly rights: RightsInForce,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async write(tx: Tx, { tenant, id, dryRun, principal }: ImportJob, kind: ImportKind, chunk: ReadChunk): Promise<{ results: ChunkResults; tally: Tally }> {
    // Asked anew for each chunk: an import goes on for as long as its caller may do what it does.
    const caller = principal && (await this.rights.of(principal, true));
    const mayStill = caller === null || maySomewhere(caller, kind.right);
    const work: JobAtWork = { id, tenant, may: (on, right = kind.right) => caller === null || may(caller, right, on) };
    const broke = (error: unknown) => this.log.error({ err: error, job: id, chunk: chunk.chunk.number }, 'rows of an import broke');
    const apply = () => applyRows(tx, kind, work, chunk, broke);
    const applied = !mayStill ? withoutRight(kind, chunk) : principal ? await actingFor({ principal, requestId: null }, apply) : await apply();
    return tally(chunk, dryRun ? withoutTraces(applied) : applied);
  }
}

const withoutRight = ({ right }: ImportKind, { rows }: ReadChunk): Applied => {
  const { code, message } = grantMissing(right);
  return { marks: [], results: rows.map(({ row }) => refusedRow(row, code, message)) };
};

/** What a dry run would have made does not exist: it has no id and no event. */
const withoutTraces = (applied: Applied): Applied => ({
  marks: [],
  results: applied.results.map((result) => (result.status === 'CREATED' || result.status === 'REPLACED' ? { ...result, id: null } : result)),
});
