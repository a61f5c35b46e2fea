import { anonymous, type BulkQueryFault, bulkQueryKey, type ContractName, type Principal, type RateLimitFigures, type RequestStatement } from '@cairn/access';
import DataLoader from 'dataloader';
import { unauthenticated } from './fault.js';

/** What a resolver knows of the request. One for each call of a subgraph, in one process as over HTTP. */
export class GraphContext {
  private readonly loaders = new Map<unknown, DataLoader<unknown, unknown>>();
  private readonly duties = new Map<unknown, () => Promise<void>>();
  private batchMax = 100;

  constructor(private readonly statement: RequestStatement) {}

  /** Of a page that is no operation: nobody in particular, who may read what everybody may. */
  static ofEverybody(): GraphContext {
    return new GraphContext({ principal: anonymous, requestId: 'page', deadline: Number.POSITIVE_INFINITY, awaitPosition: null, awaitMs: 0, contract: null, operation: null });
  }

  get principal(): Principal {
    return this.statement.principal;
  }

  get requestId(): string {
    return this.statement.requestId;
  }

  /** Whether the caller reads after writes of his own that he named. */
  get awaits(): boolean {
    return this.statement.awaitPosition !== null;
  }

  /** What the gateway told of limits; undefined for operations that do not ask for it. */
  get rateLimit(): RateLimitFigures | undefined {
    return this.statement.rateLimit;
  }

  /** The contract that the client's operation was checked against; null for what is no operation of a client. */
  get contract(): ContractName | null {
    return this.statement.contract;
  }

  /** What the gateway found to speak against running a query in the background; undefined when it did not look. */
  faultsOfBulkQuery(format: string, query: string): readonly BulkQueryFault[] | undefined {
    return this.statement.bulkQueries?.[bulkQueryKey(format, query)];
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

  /** Lets loaders ask for a whole page of the change feed at a time: that is one object for each key, and no lists. */
  readWhole(keys: number): void {
    this.batchMax = Math.max(this.batchMax, Math.min(keys, 1_000));
  }

  /** Lets loaders ask anew: what they know may be from before a write. */
  forget(): void {
    this.loaders.clear();
  }

  /**
   * A loader of this request. All keys asked for in one tick come to `batch` in one call of at most 100, of at most 1,000 for
   * a page of the change feed.
   *
   * @param name stands for the batch function; the same name must mean the same function
   * @param batch answers in the order of the keys; `undefined` for what is absent
   */
  loader<K, V>(name: unknown, batch: (keys: readonly K[]) => Promise<readonly (V | undefined)[]>): DataLoader<K, V | undefined> {
    let loader = this.loaders.get(name) as DataLoader<K, V | undefined> | undefined;
    if (!loader) {
      loader = new DataLoader<K, V | undefined>((keys) => batch(keys), {
        maxBatchSize: this.batchMax,
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
