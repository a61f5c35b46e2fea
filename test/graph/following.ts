import { setTimeout as pause } from 'node:timers/promises';
import type { TestTenant } from '@cairn/testkit';

/** A line of `GET /sync`. */
export interface ToldChange {
  readonly id: string;
  readonly type: string;
  readonly op: 'UPSERT' | 'DELETE';
  readonly version: number;
  readonly reason: string | null;
  readonly node: Readonly<Record<string, unknown>> | null;
}

export interface FeedEnd {
  readonly position: string;
  readonly hasMore: boolean;
  /** Everything that was committed before is in the feed up to `position`, once `hasMore` is false. */
  readonly asOf: string;
}

/** One answer of the change feed over HTTP. */
export async function readFeed(tenant: TestTenant, after: string | null, more: Readonly<Record<string, string>> = {}) {
  const query = new URLSearchParams({ ...more, ...(after === null ? {} : { after }) });
  const response = await fetch(`${tenant.url}/sync?${query}`, { headers: { authorization: `Bearer ${tenant.key}` } });
  const lines = (await response.text()).trim().split('\n').map((line) => JSON.parse(line) as unknown);
  if (response.status !== 200) return { status: response.status, problem: lines[0] as { code: string; detail?: string }, changes: [], end: undefined };
  return { status: 200, problem: undefined, changes: lines.slice(0, -1) as ToldChange[], end: lines.at(-1) as FeedEnd };
}

/** A partner's copy as the guide says it is kept: upserts by id, passes over what is older, keeps what is gone as a tombstone. */
export class FollowedCopy {
  readonly objects = new Map<string, ToldChange>();
  readonly tombstones = new Map<string, ToldChange>();
  /** Changes told so far, repeats included. */
  told = 0;
  private until = '';

  constructor(
    private readonly tenant: TestTenant,
    public position: string | null = null,
  ) {}

  /** Reads to the end of the feed as it is now, some hundred changes in an answer. */
  async catchUp(limit = 700): Promise<void> {
    for (let more = true; more; ) {
      const { changes, end, problem } = await readFeed(this.tenant, this.position, { limit: String(limit) });
      if (!end) throw new Error(`the feed refused: ${JSON.stringify(problem)}`);
      for (const change of changes) this.apply(change);
      this.position = end.position;
      this.until = end.asOf;
      more = end.hasMore;
    }
  }

  /** Reads until the feed is complete up to an instant. */
  async catchUpTo(instant: Date): Promise<void> {
    for (await this.catchUp(); this.until < instant.toISOString(); await this.catchUp()) await pause(50);
  }

  /** What it holds, by id: the version and the object. */
  rows(): Record<string, unknown> {
    return Object.fromEntries([...this.objects.values()].map(({ id, version, node }) => [id, { version, node }]));
  }

  private apply(change: ToldChange): void {
    this.told += 1;
    const { id, op, version } = change;
    if (version < Math.max(this.objects.get(id)?.version ?? 0, this.tombstones.get(id)?.version ?? 0)) return;
    const [here, there] = op === 'DELETE' ? [this.tombstones, this.objects] : [this.objects, this.tombstones];
    there.delete(id);
    here.set(id, change);
  }
}
