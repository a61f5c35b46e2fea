import { may, type Principal } from '@cairn/access';
import { note } from '@cairn/audit';
import { Database, type Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { KnownDocument } from '../further-document/further-document.js';
import { FurtherDocumentStore } from '../further-document/further-document.store.js';
import { type LearnerRecord, LearnerRecordStore } from './learner-record.store.js';

/** Reads learner records: for the person whom they are about, and for who administers the issuer that signed them. */
@Injectable()
export class LearnerRecordView {
  constructor(
    private readonly database: Database,
    private readonly store: LearnerRecordStore,
    private readonly documents: FurtherDocumentStore,
  ) {}

  byIds(principal: Principal, ids: readonly string[]): Promise<LearnerRecord[]> {
    return this.seen(principal, (tx) => this.store.byIds(tx, ids));
  }

  ofEarners(principal: Principal, earners: readonly string[]): Promise<LearnerRecord[]> {
    return this.seen(principal, (tx) => this.store.ofEarners(tx, earners));
  }

  async documentsOf(records: readonly LearnerRecord[]): Promise<(KnownDocument | undefined)[]> {
    const found = new Map<string, KnownDocument>();
    for (const tenant of new Set(records.map((one) => one.tenant))) {
      const ids = records.filter((one) => one.tenant === tenant).map(({ id }) => id);
      for (const document of await this.database.read({ tenant }, (tx) => this.documents.byIds(tx, tenant, ids))) found.set(document.id, document);
    }
    return records.map(({ id }) => found.get(id));
  }

  /** Notes that somebody else than the person was shown what a record says. */
  async shown({ tenant, earner }: LearnerRecord): Promise<void> {
    await this.database.write({ tenant }, (tx) => note(tx, { tenant, action: 'read.learner-record', subject: earner, subjectKind: 'EARNER', earners: [earner] }));
  }

  /** Row security leaves those of the tenant and those about the person; of the tenant's, the right decides. */
  private async seen(principal: Principal, find: (tx: Tx) => Promise<LearnerRecord[]>): Promise<LearnerRecord[]> {
    const { tenant, account } = principal;
    const own = account === null ? [] : await this.database.read({ tenant: null, account }, find);
    const kept = tenant === null ? [] : await this.database.read({ tenant }, find);
    const mine = new Set(own.map(({ id }) => id));
    return [...own, ...kept.filter(({ id, issuer }) => !mine.has(id) && may(principal, 'ADMINISTER', { issuer }))];
  }
}
