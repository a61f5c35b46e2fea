import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { EndorsementStore } from '../endorsement/endorsement.store.js';
import { RecordSourceStore } from '../record/record-source.store.js';
import { RecordsDue } from '../record-host/record-due.service.js';
import { FurtherDocumentStore } from './further-document.store.js';

/** Destroys what further documents say of a person; their status, hashes and proof values stay, so that copies verify as before. */
@Injectable()
export class FurtherErasure {
  constructor(
    private readonly documents: FurtherDocumentStore,
    private readonly endorsements: EndorsementStore,
    private readonly sources: RecordSourceStore,
    private readonly due: RecordsDue,
  ) {}

  /**
   * For the worker role.
   *
   * @param subjects ids under which the person appears in documents
   */
  async erase(tx: Tx, tenant: string, { earner, awards, subjects }: { earner: string; awards: readonly string[]; subjects: readonly string[] }): Promise<void> {
    await this.documents.destroyAbout(tx, tenant, awards, subjects);
    for (const endorsement of await this.endorsements.forget(tx, tenant, awards)) await this.documents.destroy(tx, endorsement.tenant, endorsement.id);
    await this.sources.forget(tx, tenant, earner);
    await this.due.forget(tx, tenant, earner);
  }
}
