import type { Principal, RateLimitFigures, RequestStatement } from '@cairn/access';
import DataLoader from 'dataloader';
import { unauthenticated } from './fault.js';

/** What a resolver knows of the request. One for each call of a subgraph, in one process as over HTTP. */
export class GraphContext {
  private readonly loaders = new Map<unknown, DataLoader<unknown, unknown>>();
  private readonly duties = new Map<unknown, () => Promise<void>>();

  constructor(private readonly statement: RequestStatement) {}

  get principal(): Principal {
    return this.statement.principal;
  }

  get requestId(): string {
    return this.statement.requestId;
  }

  /** What the gateway told of limits; undefined for operations that do not ask for it. */
  get rateLimit(): RateLimitFigures | undefined {
    return this.statement.rateLimit;
  }

  /** The caller of a mutation. Throws UNAUTHENTICATED for anonymous ones. */
  get caller(): Principal {
    if (this.principal.actor === null) throw unauthenticated();
    return this.principal;
  }

  /** The caller's tenant, for callers who must have one. Throws UNAUTHENTICATED for anonymous ones. */
  get tenant(): string {
    const { tenant } = this.principal;
    if (tenant === null) throw unauthenticated();
    return tenant;
  }

  /**
   * Has something done once all fields are resolved and before the answer leaves; when it fails, so does the answer.
   *
   * @param name stands for the work; of several under one name the first counts
   */
  beforeAnswer(name: unknown, work: () => Promise<void>): void {
    if (!this.duties.has(name)) this.duties.set(name, work);
  }

  /** Does what has to be done before the answer leaves. Throws what any of it throws. */
  async settle(): Promise<void> {
    for (const work of this.duties.values()) await work();
  }

  /**
   * A loader of this request. All keys asked for in one tick come to `batch` in one call of at most 100.
   *
   * @param name stands for the batch function; the same name must mean the same function
   * @param batch answers in the order of the keys; `undefined` for what is absent
   */
  loader<K, V>(name: unknown, batch: (keys: readonly K[]) => Promise<readonly (V | undefined)[]>): DataLoader<K, V | undefined> {
    let loader = this.loaders.get(name) as DataLoader<K, V | undefined> | undefined;
    if (!loader) {
      loader = new DataLoader<K, V | undefined>((keys) => batch(keys), {
        maxBatchSize: 100,
        cacheKeyFn: (key) => (typeof key === 'object' ? JSON.stringify(key) : key) as K,
      });
      this.loaders.set(name, loader as DataLoader<unknown, unknown>);
    }
    return loader;
  }
}

/** Puts rows found in any order into the order of the keys that asked for them. */
export function inOrder<K, V>(keys: readonly K[], found: readonly V[], keyOf: (value: V) => K): (V | undefined)[] {
  const byKey = new Map(found.map((value) => [keyOf(value), value]));
  return keys.map((key) => byKey.get(key));
}
