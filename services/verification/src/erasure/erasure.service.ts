import { UploadPurge } from '@cairn/bulk';
import { appendEvents, type Outcome } from '@cairn/messaging';
import { movePeople, PersonCopyStore } from '@cairn/people';
import type { Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { PersonsBackpack } from '../backpack/persons-backpack.service.js';
import { CredentialStore } from '../credential/credential.store.js';
import { erasureConfirmedEvent } from '../events/publishes.js';
import { FormerDocumentStore } from '../former-address/former-document.store.js';
import { FurtherErasure } from '../further-document/further-erasure.service.js';
import { Subjects } from '../people/subjects.store.js';
import { DocumentTraceStore } from '../signing/document-trace.store.js';

/**
 * Destroys what this service keeps about a person: signed documents and results, and what he brought from elsewhere. Hash, proof value and status of each
 * document stay, so that a copy in a wallet verifies as before. domain.md 4.5.
 */
@Injectable()
export class ErasureService {
  constructor(
    private readonly people: PersonCopyStore,
    private readonly subjects: Subjects,
    private readonly credentials: CredentialStore,
    private readonly traces: DocumentTraceStore,
    private readonly backpacks: PersonsBackpack,
    private readonly further: FurtherErasure,
    private readonly former: FormerDocumentStore,
    private readonly uploads: UploadPurge,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Confirms in the same transaction. */
  async erase(tx: Tx, tenant: string, earner: string, version: number): Promise<Outcome> {
    await movePeople(tx, tenant);
    const at = new Date(this.clock.now());
    if (!(await this.people.erase(tx, tenant, earner, version, at))) return 'stale';
    const subjects = await this.subjects.of(tx, tenant, [earner]);
    const erased = await this.credentials.erase(tx, tenant, subjects, at);
    const ids = erased.map(({ id }) => id);
    await this.traces.keep(tx, tenant, ids);
    await this.traces.destroyDocuments(tx, tenant, ids);
    await this.backpacks.erase(tx, tenant, earner);
    await this.further.erase(tx, tenant, { earner, awards: erased.map(({ award }) => award), subjects });
    await this.former.erase(tx, tenant, erased.map(({ award }) => award));
    await this.uploads.ofTenant(tx, tenant);
    await appendEvents(tx, [erasureConfirmedEvent(tenant, earner, erased, at)]);
    return 'applied';
  }
}
