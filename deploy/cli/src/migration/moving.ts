import { importFile, type ImportOf, type RegistryClient, RegistryFault, type ResultLine, resultLines } from '@cairn/client';
import { refusalsOf } from '../provider/rows.js';
import { Tally } from '../provider/tally.js';
import type { Terminal } from '../terminal/terminal.js';
import type { Kind, Place, Refused } from './plan.js';

/** One run of a migration: as whom, whether for real, and what became of everything so far. */
export class Moving {
  readonly tally = new Tally();
  readonly refusals: Refused[];

  constructor(
    readonly client: RegistryClient,
    readonly tenantId: string,
    readonly dryRun: boolean,
    refusals: readonly Refused[],
    private readonly terminal?: Terminal,
  ) {
    this.refusals = [...refusals];
    for (const { kind } of refusals) this.tally.add(kind, { refused: 1 });
  }

  refuse(kind: Kind, { file, item }: Place, code: string, field: string | null, message: string): void {
    this.tally.add(kind, { refused: 1 });
    this.refusals.push({ kind, file, item, code, field, message });
  }

  /**
   * Uploads lines and has them imported, in a dry run tried; counts what became of each. Answers the result of each line.
   * A file that is refused as a whole is a fault.
   */
  async import(of: ImportOf, kind: Kind, items: readonly Place[], lines: readonly object[]): Promise<ResultLine[]> {
    if (lines.length === 0) return [];
    const results: ResultLine[] = [];
    for (const part of partsOf(lines)) {
      const { client, dryRun, terminal } = this;
      const job = await importFile(client, of, part, { format: 'JSONL', dryRun, uploading: terminal?.bar(`${kind}: uploading`), importing: terminal?.bar(`${kind}: ${dryRun ? 'trying' : 'importing'}`) });
      terminal?.clear();
      if (job.state !== 'FINISHED') throw new RegistryFault(`The import of ${kind} ended as ${job.state}: ${refusalsOf(job).join(' ')}`, 'UPLOAD_NOT_READY', false);
      for await (const line of resultLines(client, job)) results.push(line);
    }
    results.forEach(({ status, code, field, message }, at) => {
      const item = items[at];
      if (!item) throw new Error('a line has a result and was not sent');
      if (status === 'REFUSED' || status === 'NOT_WRITTEN') this.refuse(kind, item, code ?? status, field, message ?? 'It was not written.');
      else this.tally.add(kind, status === 'UNCHANGED' ? { unchanged: 1 } : { created: 1 });
    });
    return results;
  }

  /** Imports lines of things that the plan knows by keys: the id of each that is there now, by its key. */
  async importKeyed(of: 'achievements' | 'awards', items: readonly (Place & { readonly key: string })[], lines: readonly object[]): Promise<Map<string, string>> {
    const results = await this.import(of, of, items, lines);
    return new Map(items.flatMap(({ key }, at): [string, string][] => (results[at]?.id && results[at].status !== 'REFUSED' ? [[key, results[at].id]] : [])));
  }
}

/** A quarter of what an upload may have. */
const bytesMax = 64 * 1024 * 1024;

function* partsOf(lines: readonly object[]): Generator<Uint8Array> {
  let [texts, bytes]: [string[], number] = [[], 0];
  for (const line of lines) {
    const text = `${JSON.stringify(line)}\n`;
    const size = Buffer.byteLength(text);
    if (bytes + size > bytesMax && texts.length > 0) {
      yield Buffer.from(texts.join(''));
      [texts, bytes] = [[], 0];
    }
    texts.push(text);
    bytes += size;
  }
  yield Buffer.from(texts.join(''));
}
