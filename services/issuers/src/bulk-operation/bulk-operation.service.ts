import { accepted, type Decision, may, notFound, OpaqueTokens, type Principal, refusal, refused } from '@cairn/access';
import { appendEvents, type Mark, once, readPosition } from '@cairn/messaging';
import { asUuid, Database, newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { bulkOperationFinishedEvent, bulkOperationRequestedEvent } from '../events/publishes-bulk.js';
import { type BulkFormat, type BulkOperation, callerOf, cancel, checkQueryText, maySee, runningMax } from './bulk-operation.js';
import { BulkOperationStore } from './bulk-operation.store.js';

/** What somebody wants to have run. */
export interface BulkRequest {
  readonly idempotencyKey?: string | null;
  readonly query: string;
  readonly format: BulkFormat;
  readonly after: string | null;
  readonly contract: BulkOperation['contract'];
}

interface Written {
  readonly operation: BulkOperation;
  readonly marks: readonly Mark[];
}

/** Asking for queries in the background, looking at them, and ending them. */
@Injectable()
export class BulkOperationService {
  constructor(
    private readonly database: Database,
    private readonly store: BulkOperationStore,
    private readonly tokens: OpaqueTokens,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Whether the caller may wait for this position: it is one, and no other tenant's. */
  isPosition({ tenant }: Principal, after: string): boolean {
    return tenant !== null && readPosition(this.tokens, after, tenant) !== undefined;
  }

  /** Queues a query that the gateway has found fit, from a position that the caller may wait for. */
  async request(principal: Principal, { idempotencyKey: key, ...request }: BulkRequest): Promise<Decision<Written>> {
    const caller = callerOf(principal);
    const { tenant } = principal;
    if (!caller || tenant === null) return refused(refusal('GRANT_MISSING', 'Background queries are for the programs and staff of a tenant.'));
    const checked = checkQueryText(request.query);
    if (!checked.ok) return checked;
    const queued = await this.database.write({ tenant }, (tx) =>
      once(tx, { tenant, client: caller.actor, key, request: { runBulkQuery: request } }, async () => {
        if (await this.store.isFull(tx, tenant, caller.actor, runningMax)) {
          return refused(refusal('BULK_OPERATIONS_RUNNING', `${runningMax} queries of yours are running. Wait for one to end, or cancel it.`));
        }
        const id = newId();
        const operation: BulkOperation = { ...fresh, ...request, ...caller, tenant, id, requestEvent: newId(), createdAt: new Date(this.clock.now()) };
        await this.store.insert(tx, operation);
        return accepted({ id, marks: await appendEvents(tx, [bulkOperationRequestedEvent(operation)]) });
      }),
    );
    if (!queued.ok) return queued;
    const { id, marks } = queued.value;
    const operation = await this.database.read({ tenant }, (tx) => this.store.byId(tx, tenant, id));
    // A request that is repeated after the result was forgotten.
    return operation ? accepted({ operation, marks }) : refused(notFound('operation', 'idempotencyKey'));
  }

  async cancel(principal: Principal, id: string): Promise<Decision<Written>> {
    const { tenant } = principal;
    if (tenant === null) return refused(notFound('operation', 'id'));
    const now = new Date(this.clock.now());
    return this.database.write({ tenant }, async (tx): Promise<Decision<Written>> => {
      const found = await this.store.locked(tx, tenant, id);
      if (!found || !maySee(principal, found)) return refused(notFound('operation', 'id'));
      const cancelled = cancel(found, now);
      return cancelled.ok ? accepted(await this.end(tx, cancelled.value, now)) : cancelled;
    });
  }

  /** Writes an end and tells of it, in the caller's transaction. */
  async end(tx: Tx, operation: BulkOperation, now: Date): Promise<Written> {
    await this.store.end(tx, operation);
    return { operation, marks: await appendEvents(tx, [bulkOperationFinishedEvent(operation, now)]) };
  }

  async one(principal: Principal, id: string): Promise<BulkOperation | undefined> {
    const { tenant } = principal;
    if (tenant === null) return undefined;
    const found = await this.database.read({ tenant }, (tx) => this.store.byId(tx, asUuid(tenant), id));
    return found && maySee(principal, found) ? found : undefined;
  }

  async page(principal: Principal, before: string | null, limit: number): Promise<BulkOperation[]> {
    const { tenant, actor } = principal;
    if (tenant === null || actor === null) return [];
    const whose = may(principal, 'ADMINISTER') ? null : actor;
    return this.database.read({ tenant }, (tx) => this.store.page(tx, tenant, whose, before, limit));
  }
}

const fresh = { state: 'QUEUED', parts: 0, counts: [], bytes: 0, sha256: null, errorCode: null, completedAt: null, expiresAt: null } as const;
