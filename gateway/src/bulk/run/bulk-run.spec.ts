import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parquetReadObjects } from 'hyparquet';
import { compositionFiles } from '../../compose.js';
import { openContracts } from '../../contracts.js';
import { CostRule } from '../../cost/cost-rule.js';
import { wholeSchema } from '../../testing/cost-of.js';
import type { BulkFormat } from '../plan/bulk-plan.js';
import { BulkPlans } from '../plan/bulk-plans.js';
import { PAGE } from '../plan/page-document.js';
import { BulkRun } from './bulk-run.js';
import type { Progress, Work } from './work.js';

const plans = new BulkPlans(openContracts({ closed: false }), new CostRule(wholeSchema, readFileSync(compositionFiles.supergraph, 'utf8')));

class Crash extends Error {}

/** A graph of earners with so many awards each, which answers pages of three, and fails when its time has come. */
class Graph {
  constructor(
    private readonly sizes: readonly number[],
    private readonly step: () => void,
  ) {}

  read(_page: unknown, { id, after }: Readonly<Record<string, unknown>>): Promise<unknown> {
    this.step();
    if (id === undefined) return Promise.resolve({ earners: pageOf(this.sizes.map((size, at) => ({ id: `ern_${at}`, state: 'ACTIVE', awards: this.awards(at, size, 0) })), Number(after ?? 0)) });
    const at = Number(String(id).slice(4));
    return Promise.resolve({ node: { awards: this.awards(at, this.sizes[at] ?? 0, Number(after)) } });
  }

  private awards(earner: number, size: number, from: number) {
    return pageOf(Array.from({ length: size }, (_, at) => ({ id: `awd_${earner}_${at}` })), from);
  }
}

const pageOf = (all: readonly object[], from: number) => ({ nodes: all.slice(from, from + 3), [PAGE]: { hasNextPage: from + 3 < all.length, endCursor: String(Math.min(from + 3, all.length)) } });

/** What issuers keeps: parts, of which those before the last advance count. */
class Desk {
  readonly parts = new Map<number, Buffer>();
  noted: { readonly parts: number; readonly progress: Progress | null } = { parts: 0, progress: null };

  constructor(private readonly step: () => void) {}

  put(_work: Work, number: number, bytes: Buffer): Promise<void> {
    this.step();
    this.parts.set(number, Buffer.from(bytes));
    this.step();
    return Promise.resolve();
  }

  advance(_work: Work, parts: number, progress: Progress): Promise<void> {
    this.step();
    this.noted = { parts, progress: JSON.parse(JSON.stringify(progress)) as Progress };
    this.step();
    return Promise.resolve();
  }

  get file(): Buffer {
    return Buffer.concat(Array.from({ length: this.noted.parts }, (_, at) => this.parts.get(at) ?? Buffer.from('missing')));
  }
}

const queries: Record<string, [string, BulkFormat]> = {
  lines: ['{ earners(first: 1) { nodes { id state awards(first: 1) { nodes { id } } } } }', 'JSONL'],
  csv: ['{ earners(first: 1) { nodes { id state } } }', 'CSV'],
  parquet: ['{ earners(first: 1) { nodes { id state } } }', 'PARQUET'],
};

/** Runs to the end however often it is ended before; after `crashes[i]` more steps the i-th run ends. */
async function ran(kind: string, sizes: readonly number[], crashes: readonly number[]): Promise<{ desk: Desk; runs: number }> {
  const [query = '', format = 'JSONL'] = queries[kind] ?? [];
  const plan = plans.of('partner', query, format as BulkFormat);
  if (!('stages' in plan)) throw new Error(JSON.stringify(plan));
  let left = Infinity;
  const step = () => {
    left -= 1;
    if (left < 0) throw new Crash();
  };
  const desk = new Desk(step);
  // Time flies, so that every page is noted.
  let now = 0;
  for (let runs = 1; ; runs += 1) {
    left = crashes[runs - 1] ?? Infinity;
    const work = { id: 'blk_1', format, ...desk.noted } as unknown as Work;
    try {
      await new BulkRun(work, plan, new Graph(sizes, step), desk, () => (now += 2_000)).run();
      return { desk, runs };
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
  }
}

describe('a run that is ended at any point and gone on with', () => {
  const sizes = fc.array(fc.nat({ max: 11 }), { maxLength: 14 });
  const crashes = fc.array(fc.nat({ max: 14 }), { minLength: 1, maxLength: 8 });

  test.each(['lines', 'csv'])('writes the same %s as one that nothing happened to, nothing twice and nothing missing', async (kind) => {
    let ended = 0;
    await fc.assert(
      fc.asyncProperty(sizes, crashes, async (each, points) => {
        const { desk } = await ran(kind, each, []);
        const harmed = await ran(kind, each, points);
        ended += harmed.runs - 1;
        expect(harmed.desk.file.toString()).toBe(desk.file.toString());
        expect(harmed.desk.noted.progress?.counts).toEqual(desk.noted.progress?.counts);
      }),
      { numRuns: 300 },
    );
    expect(ended).toBeGreaterThan(150);
  });

  it('writes the same objects as Parquet', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, crashes, async (each, points) => {
        const { file } = (await ran('parquet', each, points)).desk;
        const read = await parquetReadObjects({ file: file.buffer.slice(file.byteOffset, file.byteOffset + file.length) as ArrayBuffer });
        expect(read).toEqual(each.map((_, at) => ({ id: `ern_${at}`, state: 'ACTIVE' })));
      }),
      { numRuns: 100 },
    );
  });

  it('tells objects of inner connections to the last, after theirs', async () => {
    const { desk } = await ran('lines', [0, 7, 3], []);
    const lines = desk.file.toString().trimEnd().split('\n').map((line) => JSON.parse(line) as { id: string; __parentId?: string });
    expect(lines.map(({ id }) => id)).toEqual(['ern_0', 'ern_1', ...[0, 1, 2, 3, 4, 5, 6].map((at) => `awd_1_${at}`), 'ern_2', ...[0, 1, 2].map((at) => `awd_2_${at}`)]);
    expect(lines[0]).toEqual({ id: 'ern_0', state: 'ACTIVE' });
    expect(lines[2]).toEqual({ id: 'awd_1_0', __parentId: 'ern_1' });
    expect(desk.noted.progress?.counts).toEqual({ earners: 3, 'earners.awards': 10 });
  });
});
