import { registryActing } from '@cairn/access';
import type { Pool, PoolClient } from 'pg';
import { DataSource, type EntityTarget, type MixedList, type ObjectLiteral, type QueryRunner } from 'typeorm';
import { classify, DatabaseBusy, DatabaseUnavailable, isRetryable } from './fault.js';
import { isUuid } from './ids.js';
import { openTx, type StatementObserver, type Tx } from './transaction.js';

/** Addresses of one service's database under its two running roles (see roles.ts). */
export interface DatabaseConfig {
  /** `postgres://<service>_app:…`: row-level security by tenant. */
  readonly appUrl: string;
  /** `postgres://<service>_worker:…`: relay, consumers, background jobs. */
  readonly workerUrl: string;
  readonly poolSize: number;
  readonly workerPoolSize: number;
  /** How long a request waits for a connection before it is told to come back, in ms. */
  readonly poolWaitMs: number;
}

/**
 * Whose rows a transaction may see: a tenant's own and public ones, or (null) public ones only; with an account also those
 * about the person who signed in under it, whichever tenant keeps them, for reading only.
 */
export interface Scope {
  readonly tenant: string | null;
  readonly account?: string | null;
}

const requestLimits = '-c statement_timeout=1500 -c lock_timeout=500 -c idle_in_transaction_session_timeout=5000';
const workerLimits = '-c statement_timeout=60000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=60000';

/** Background work may wait for a connection; nobody is waiting for it. */
const workerWaitMs = 15_000;

/**
 * A service's database. The only way to a transaction: `read` and `write` under row-level security, `work` for relay,
 * consumers and jobs, which name the tenant in every statement.
 */
export class Database {
  private constructor(
    readonly app: DataSource,
    readonly worker: DataSource,
    private readonly observe?: StatementObserver,
  ) {}

  static async connect(
    config: DatabaseConfig,
    entities: MixedList<EntityTarget<ObjectLiteral>> = [],
    observe?: StatementObserver,
  ): Promise<Database> {
    const source = (url: string, max: number, options: string, queryTimeout: number, waitMs: number) =>
      new DataSource({
        type: 'postgres',
        url,
        entities: entities as never,
        synchronize: false,
        poolErrorHandler: () => undefined,
        extra: {
          max,
          options,
          connectionTimeoutMillis: waitMs,
          query_timeout: queryTimeout,
          keepAlive: true,
          allowExitOnIdle: false,
        },
      });
    const app = source(config.appUrl, config.poolSize, requestLimits, 2_000, config.poolWaitMs);
    const worker = source(config.workerUrl, config.workerPoolSize, workerLimits, 65_000, workerWaitMs);
    await Promise.all([opened(app), opened(worker)]);
    return new Database(app, worker, observe);
  }

  /** A read-only transaction under row-level security. */
  read<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.run(this.app, `BEGIN READ ONLY${settings(scope)}`, work);
  }

  /** A writing transaction under row-level security; run again up to 3 times on deadlock or serialization failure. */
  write<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
    return retrying(() => this.run(this.app, `BEGIN${settings(scope)}`, work));
  }

  /** A transaction of the worker role, which sees every tenant: never for a request. What it notes is the registry's own deed. */
  work<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return registryActing(() => retrying(() => this.run(this.worker, 'BEGIN', work)));
  }

  /** A connection of its own for a session-level lock or LISTEN; the caller releases it. */
  session(): Promise<PoolClient> {
    return poolOf(this.worker).connect();
  }

  /** Whether the database answers, for readiness. */
  async ready(): Promise<boolean> {
    try {
      await this.app.query('SELECT 1');
      return true;
    } catch {
      return false;
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.app.destroy(), this.worker.destroy()]);
  }

  private observer(source: DataSource): ((text: string) => void) | undefined {
    const { observe } = this;
    return observe && ((text) => observe(text, source === this.app ? 'app' : 'worker'));
  }

  private async run<T>(source: DataSource, begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = source.createQueryRunner() as QueryRunner & Releasing;
    let broken: Error | undefined;
    try {
      const client = (await runner.connect()) as PoolClient;
      try {
        await client.query(begin);
        const result = await work(openTx(client, runner.manager, this.observer(source)));
        await client.query('COMMIT');
        return result;
      } catch (error) {
        broken = await undo(client, error);
        throw error;
      }
    } catch (error) {
      throw classify(error);
    } finally {
      await runner.releasePostgresConnection(broken).catch(() => undefined);
    }
  }
}

/** TypeORM's way to give a connection back as broken; its types hide it. */
interface Releasing {
  releasePostgresConnection(broken?: Error): Promise<void>;
}

/**
 * Rolls back. Answers an error when the server did not confirm it: the connection must go then, since its transaction
 * may still be open and the next user's COMMIT would commit it.
 */
async function undo(client: PoolClient, error: unknown): Promise<Error | undefined> {
  const cause = classify(error);
  if (cause instanceof DatabaseUnavailable) return cause;
  return client.query('ROLLBACK').then(
    () => undefined,
    (failure: Error) => failure,
  );
}

/** A start is busy: the first connection may take longer than a request would wait for one. */
async function opened(source: DataSource): Promise<void> {
  for (let attempt = 1; !source.isInitialized; attempt += 1) {
    try {
      await source.initialize();
    } catch (error) {
      if (attempt >= 5 || !(classify(error) instanceof DatabaseBusy || classify(error) instanceof DatabaseUnavailable)) throw error;
      await new Promise((resume) => setTimeout(resume, 500));
    }
  }
}

const poolOf = (source: DataSource): Pool => (source.driver as unknown as { master: Pool }).master;

/** SET LOCAL in the same round trip as BEGIN; the ids are checked, so they can be written as literals. */
function settings({ tenant, account = null }: Scope): string {
  const person = account === null ? '' : `; SET LOCAL app.account = '${checked(account, 'an account')}'`;
  return `; SET LOCAL app.tenant = '${tenant === null ? '' : checked(tenant, 'a tenant')}'${person}`;
}

function checked(id: string, what: string): string {
  if (!isUuid(id)) throw new TypeError(`${what} is a UUID`);
  return id;
}

async function retrying<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (attempt >= 3 || !isRetryable(error)) throw error;
      await new Promise((resume) => setTimeout(resume, Math.random() * 20 * attempt));
    }
  }
}
