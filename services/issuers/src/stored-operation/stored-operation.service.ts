import { accepted, type Decision, grantMissing, may, notFound, type Principal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { Database } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { checkOperations, hashOf, type OperationText, type StoredOperation } from './stored-operation.js';
import { StoredOperationStore } from './stored-operation.store.js';

/** Operations that a client may send by their hash, published by the client itself or who administers its tenant. */
@Injectable()
export class StoredOperationService {
  constructor(
    private readonly database: Database,
    private readonly store: StoredOperationStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @returns the operations in the order given */
  async publish(principal: Principal, client: string, operations: readonly OperationText[]): Promise<Decision<readonly StoredOperation[]>> {
    const { tenant } = principal;
    if (tenant === null) return refused(notFound('API client', 'clientId'));
    if (!concerns(principal, client)) return refused(grantMissing('ADMINISTER'));
    const checked = checkOperations(operations);
    if (!checked.ok) return checked;
    const publishedAt = new Date(this.clock.now());
    return this.database.write({ tenant }, async (tx) => {
      if (!(await this.store.clientExists(tx, tenant, client))) return refused(notFound('API client', 'clientId'));
      const stored = await this.store.put(tx, tenant, client, checked.value.map((operation) => ({ ...operation, publishedAt })));
      await note(tx, { tenant, action: 'cairn.api-client.operations-published', subject: client, subjectKind: 'API_CLIENT' });
      const byHash = new Map(stored.map((operation) => [operation.hash, operation]));
      return accepted(operations.flatMap(({ text }) => byHash.get(hashOf(text)) ?? []));
    });
  }

  async page(principal: Principal, client: string, after: string | null, limit: number): Promise<StoredOperation[] | 'FORBIDDEN'> {
    const { tenant } = principal;
    if (tenant === null || !concerns(principal, client)) return 'FORBIDDEN';
    return this.database.read({ tenant }, (tx) => this.store.page(tx, tenant, client, after, limit));
  }

  /** For the gateway, which knows the client and asks on nobody's behalf; hence the worker's view. */
  text(client: string, hash: string): Promise<string | undefined> {
    return this.database.work((tx) => this.store.text(tx, client, hash));
  }
}

const concerns = (principal: Principal, client: string): boolean =>
  may(principal, 'ADMINISTER') || (principal.kind === 'CLIENT' && principal.actor === client);
