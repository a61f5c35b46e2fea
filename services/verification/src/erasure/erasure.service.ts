import { appendEvents, type Outcome } from '@cairn/messaging';
import { movePeople, PersonCopyStore } from '@cairn/people';
import type { Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { CredentialStore } from '../credential/credential.store.js';
import { erasureConfirmedEvent } from '../events/publishes.js';
import { Subjects } from '../people/subjects.store.js';
import { DocumentTraceStore } from '../signing/document-trace.store.js';

/**
 * Destroys what this service keeps about a person: signed documents and results. Hash, proof value and status of each
 * document stay, so that a copy in a wallet verifies as before. domain.md 4.5.
 */
@Injectable()
export class ErasureService {
  constructor(
    private readonly people: PersonCopyStore,
    private readonly subjects: Subjects,
    private readonly credentials: CredentialStore,
    private readonly traces: DocumentTraceStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Confirms in the same transaction. */
  async erase(tx: Tx, tenant: string, earner: string, version: number): Promise<Outcome> {
    await movePeople(tx, tenant);
    const at = new Date(this.clock.now());
    if (!(await this.people.erase(tx, tenant, earner, version, at))) return 'stale';
    const erased = await this.credentials.erase(tx, tenant, await this.subjects.of(tx, tenant, [earner]), at);
    const ids = erased.map(({ id }) => id);
    await this.traces.keep(tx, tenant, ids);
    await this.traces.destroyDocuments(tx, tenant, ids);
    await appendEvents(tx, [erasureConfirmedEvent(tenant, earner, erased, at)]);
    return 'applied';
  }
}
