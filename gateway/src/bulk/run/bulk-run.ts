import { openSink, type Sink } from '../format/sink.js';
import type { BulkPlan, PageOperation, Stage } from '../plan/bulk-plan.js';
import { PAGE } from '../plan/page-document.js';
import { type AnsweredPage, at, innerRows, objectsOf } from './page-rows.js';
import { atTheBeginning, type Progress, RunFailed, type Work } from './work.js';
import type { WorkDesk } from './work-desk.js';

/** Reads one page; what `PageReader` does. */
export interface Pages {
  read(page: PageOperation, variables: Readonly<Record<string, unknown>>): Promise<unknown>;
}

/** Bytes after which a part is kept, and the most in one of them: a service takes 4 MB in a request, base64 included. */
const bytesWanted = 1_000_000;
const bytesMax = 2_000_000;
/** A slow query is noted now and then too, so that little is lost. */
const notedEveryMs = 3_000;

/**
 * One run of a query: page after page, stage after stage, written in parts. What is written counts when the progress is
 * noted that goes with it, so whoever goes on after a crash repeats what was not noted and nothing else.
 */
export class BulkRun {
  private readonly sink: Sink;
  private progress: Progress;
  private parts: number;
  private notedAt: number;

  constructor(
    private readonly work: Work,
    private readonly plan: BulkPlan,
    private readonly pages: Pages,
    private readonly desk: Pick<WorkDesk, 'put' | 'advance'>,
    private readonly now: () => number,
  ) {
    this.progress = work.progress ?? atTheBeginning(plan);
    this.parts = work.parts;
    this.sink = openSink(work.format, plan.columns ?? [], this.progress.sink);
    this.notedAt = now();
  }

  /** Resolves when everything is written. Throws what reading and reporting throw. */
  async run(): Promise<void> {
    for (const stage of this.plan.stages.slice(this.progress.stage)) {
      await this.read(stage);
      this.progress = { ...this.progress, stage: this.progress.stage + 1, after: null };
    }
    await this.note(this.sink.end());
  }

  private async read(stage: Stage): Promise<void> {
    for (let more = true; more; ) {
      const page = pageAt(await this.pages.read(stage.page, { after: this.progress.after }), stage.path);
      // Nothing there: the object in which the connection stands does not exist for the caller.
      if (!page) return;
      for (const { row, inside } of objectsOf(page, stage)) {
        this.write(stage.name, [row]);
        for (const { inner, page: first } of inside) await this.readInner(inner.name, inner.path, inner.rest, first, row.id);
      }
      const { hasNextPage, endCursor } = page[PAGE];
      more = hasNextPage && endCursor !== null;
      if (endCursor !== null) this.progress = { ...this.progress, after: endCursor };
      if (more && (this.sink.waiting >= bytesWanted || this.now() - this.notedAt >= notedEveryMs)) await this.note(this.sink.take());
    }
  }

  private async readInner(name: string, path: readonly string[], rest: PageOperation, first: AnsweredPage, parent: unknown): Promise<void> {
    for (let page: AnsweredPage | undefined = first; page; ) {
      this.write(name, innerRows(page, parent));
      const { hasNextPage, endCursor }: AnsweredPage[typeof PAGE] = page[PAGE];
      if (!hasNextPage || endCursor === null) return;
      page = pageAt(await this.pages.read(rest, { id: parent, after: endCursor }), ['node', ...path]);
    }
  }

  private write(name: string, rows: readonly Readonly<Record<string, unknown>>[]): void {
    this.sink.write(rows);
    const { counts } = this.progress;
    this.progress = { ...this.progress, counts: { ...counts, [name]: (counts[name] ?? 0) + rows.length } };
  }

  /** Keeps the bytes, and notes then how far they go. */
  private async note(bytes: Buffer): Promise<void> {
    let { parts } = this;
    for (let from = 0; from < bytes.length; from += bytesMax) {
      await this.desk.put(this.work, parts, bytes.subarray(from, from + bytesMax));
      parts += 1;
    }
    this.progress = { ...this.progress, sink: this.sink.state() };
    await this.desk.advance(this.work, parts, this.progress);
    this.parts = parts;
    this.notedAt = this.now();
  }
}

function pageAt(data: unknown, path: readonly string[]): AnsweredPage | undefined {
  const page = at(data, path) as AnsweredPage | null | undefined;
  if (page && !page[PAGE]) throw new RunFailed('INTERNAL');
  return page ?? undefined;
}
