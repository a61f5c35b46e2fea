import type { OpaqueTokens } from '@cairn/access';
import type { Tx } from '@cairn/postgres';
import { FeedLog } from './feed-log.js';
import { type FeedState, openFeedToken, sealFeedToken } from './feed-token.js';
import type { ChangedType } from './outbox.js';

/** One object of a snapshot. */
export interface SnapshotRow {
  readonly id: string;
  readonly version: number;
  readonly changedAt: Date;
}

/** Reads one kind of object of a tenant in id order; at most `limit` rows with an id above `after`. */
export interface SnapshotSource {
  readonly type: ChangedType;
  readonly page: (tx: Tx, tenant: string, after: string | null, limit: number) => Promise<SnapshotRow[]>;
}

export interface FeedChange {
  readonly type: ChangedType;
  readonly id: string;
  readonly op: 'UPSERT' | 'DELETE';
  readonly version: number;
  readonly changedAt: Date;
  readonly reason: string | null;
}

export interface FeedPage {
  readonly changes: readonly FeedChange[];
  readonly endPosition: string;
  readonly hasMore: boolean;
  /** Everything that was committed up to here is in the feed: behind now by what has not been relayed yet. */
  readonly asOf: Date;
}

export interface FeedRequest {
  readonly tenant: string | null;
  readonly after?: string | null;
  readonly types?: readonly string[] | null;
  /** 1 to 1,000: what a page costs beside its changes is as much as some hundred of them. */
  readonly first: number;
}

/** `oversized` is `first`; the others are the position, `newer` one that a later version of the registry made. */
export type FeedRefusal = 'invalid' | 'newer' | 'expired' | 'oversized';

export interface FeedConfig {
  readonly service: string;
  readonly tokens: OpaqueTokens;
  readonly snapshot: readonly SnapshotSource[];
}

/**
 * A service's slice of the change feed (api.md, section 6). Without `after`: a snapshot in id order, then changes from
 * a place taken before the snapshot began. Clients upsert by id and ignore older versions.
 */
export class ChangeFeed {
  constructor(private readonly config: FeedConfig) {}

  async page(tx: Tx, request: FeedRequest): Promise<FeedPage | FeedRefusal> {
    const { service, tokens } = this.config;
    const { tenant, first } = request;
    if (!Number.isInteger(first) || first < 1 || first > 1_000) return 'oversized';
    if (tenant === null) return 'invalid';
    const asked = this.typesOf(request);
    const token = openFeedToken(tokens, request.after ?? null, tenant);
    if (typeof token === 'string') return token;
    const kept = token.states[service];
    // Fewer kinds than it was read for are another feed. More may have come to be with a later version of the registry.
    if (kept?.types.some((type) => !asked.includes(type))) return 'invalid';
    const types = kept ? [...new Set([...kept.types, ...asked])] : asked;
    const log = new FeedLog(tx, tenant);
    const { head, prunedThrough, now, completeUntil } = await log.head();
    const seq = kept?.seq ?? (token.marks ? await log.before(token.marks, head, now) : head);
    if (seq === 'expired' || seq < prunedThrough) return 'expired';
    const snapshot = kept ? (kept.snapshot ?? snapshotOf(types[kept.types.length])) : token.marks ? null : { type: types[0] ?? null, after: null };
    const at = kept ? kept.at : completeUntil.getTime();
    const step = snapshot
      ? await this.snapshotPage(tx, tenant, { types, seq, snapshot, at }, request.first)
      : await this.logPage(log, { types, seq, snapshot: null, at }, { head, completeUntil }, request.first);
    return {
      changes: step.changes,
      hasMore: step.hasMore,
      asOf: completeUntil,
      endPosition: sealFeedToken(tokens, { ...token, tenant, states: { ...token.states, [service]: step.state } }),
    };
  }

  /** The kinds asked for among those of this service, in the order of the snapshot. */
  private typesOf({ types }: FeedRequest): ChangedType[] {
    return this.config.snapshot.map(({ type }) => type).filter((type) => !types || types.length === 0 || types.includes(type));
  }

  private async snapshotPage(tx: Tx, tenant: string, state: FeedState, first: number) {
    const changes: FeedChange[] = [];
    let at = state.snapshot;
    while (at && at.type !== null && changes.length < first) {
      const { type } = at;
      const wanted = first - changes.length;
      const source = this.config.snapshot.find((one) => one.type === type);
      const rows = source ? await source.page(tx, tenant, at.after, wanted) : [];
      changes.push(...rows.map((row): FeedChange => ({ type, ...row, op: 'UPSERT', reason: null })));
      const last = rows.at(-1);
      const next = state.types[state.types.indexOf(type) + 1];
      // A page that is not full was the last of its kind.
      if (rows.length === wanted && last) at = { type, after: last.id };
      else at = next ? { type: next, after: null } : null;
    }
    if (at?.type === null) at = null;
    // After the snapshot come the changes since it began, so there is always more.
    return { changes, hasMore: true, state: { ...state, snapshot: at } };
  }

  private async logPage(log: FeedLog, state: FeedState, { head, completeUntil }: { head: number; completeUntil: Date }, first: number) {
    const rows = await log.after(state.seq, head, state.types, first + 1);
    const hasMore = rows.length > first;
    const page = rows.slice(0, first);
    const seq = hasMore ? (page.at(-1)?.seq ?? state.seq) : Math.max(head, state.seq);
    const changes = page.map(({ seq: _seq, ...change }): FeedChange => change);
    return { changes, hasMore, state: { ...state, seq, at: hasMore ? state.at : completeUntil.getTime() } };
  }
}

/** The snapshot of the kinds from one on; none when there is no such kind. */
const snapshotOf = (type: ChangedType | undefined) => (type === undefined ? null : { type, after: null });
