import type { Principal } from '@cairn/access';
import { grantChanged } from '@cairn/events';
import { type Listener, listenTo } from '@cairn/messaging';
import type { Database } from '@cairn/postgres';
import type { Clock } from '@cairn/telemetry';
import { GrantCopyStore } from './grant-copy.store.js';
import { type GrantCopy, laterOf } from './later-of.js';

/** How long a copy that was read is believed: as long as the gateway believes issuers. */
const keptMs = 5_000;
/** How long after an event a holder's copy is read anew each time: the event's transaction may be under way. */
const settlingMs = 10_000;
const keptMax = 10_000;

/**
 * What callers may do by now, from the service's copy of all grants. A caller who writes costs one indexed read in 5 s;
 * one who only reads costs none unless its grants changed a moment ago.
 */
export class LaterGrants {
  private readonly store = new GrantCopyStore();
  private readonly kept = new Map<string, { readonly copy: Promise<GrantCopy | undefined>; readonly at: number }>();
  private readonly heard = new Map<string, number>();

  constructor(
    private readonly database: Pick<Database, 'read'>,
    private readonly clock: Clock,
  ) {}

  /** The caller as it is to be judged. Throws what the database throws when it is away or busy. */
  async of(principal: Principal, writes: boolean): Promise<Principal> {
    const { actor, tenant } = principal;
    if (actor === null || tenant === null) return principal;
    return laterOf(principal, await this.copyOf(tenant, actor, writes), this.clock.now());
  }

  /** Hears of every change, whole set by whole set. */
  readonly listeners: readonly Listener[] = [
    listenTo(grantChanged, async (tx, { tenantid, aggregateversion: version, data }) => {
      const isNew = await this.store.keep(tx, tenantid, { ...data, version });
      this.forget(keyOf(tenantid, data.holder));
      return isNew ? 'applied' : 'stale';
    }),
  ];

  private copyOf(tenant: string, actor: string, writes: boolean): Promise<GrantCopy | undefined> {
    const key = keyOf(tenant, actor);
    const now = performance.now();
    const settling = now - (this.heard.get(key) ?? -Infinity) < settlingMs;
    const before = settling ? undefined : this.kept.get(key);
    if (before && now - before.at < keptMs) return before.copy;
    if (!writes && !settling) return Promise.resolve(undefined);
    const copy = this.database.read({ tenant }, (tx) => this.store.of(tx, tenant, actor));
    if (settling) return copy;
    if (this.kept.size >= keptMax) this.kept.clear();
    const entry = { copy, at: now };
    this.kept.set(key, entry);
    copy.catch(() => this.kept.get(key) === entry && this.kept.delete(key));
    return copy;
  }

  /** Called before the event's transaction ends, so that nothing read meanwhile may be kept either. */
  private forget(key: string): void {
    if (this.heard.size >= keptMax) this.heard.clear();
    this.heard.set(key, performance.now());
    this.kept.delete(key);
  }
}

const keyOf = (tenant: string, holder: string): string => `${tenant} ${holder}`;
