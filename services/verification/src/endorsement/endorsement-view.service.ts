import { Database, type Scope } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { KnownDocument } from '../further-document/further-document.js';
import { FurtherDocumentStore } from '../further-document/further-document.store.js';
import type { Endorsement, EndorsementState } from './endorsement.js';
import { type About, type EndorsementFilter, EndorsementStore } from './endorsement.store.js';

/** Reads endorsements: row security leaves those the caller is a side of, and those that were accepted. */
@Injectable()
export class EndorsementView {
  constructor(
    private readonly database: Database,
    private readonly store: EndorsementStore,
    private readonly documents: FurtherDocumentStore,
  ) {}

  byIds(viewer: Scope, ids: readonly string[]): Promise<Endorsement[]> {
    return this.database.read(viewer, (tx) => this.store.byIds(tx, ids));
  }

  about(viewer: Scope, about: About, state: EndorsementState, before: string | null, limit: number): Promise<Endorsement[]> {
    return this.database.read(viewer, (tx) => this.store.about(tx, about, state, before, limit));
  }

  countAbout(viewer: Scope, about: About, state: EndorsementState): Promise<number | null> {
    return this.database.read(viewer, (tx) => this.store.countAbout(tx, about, state));
  }

  ofTenant(tenant: string, filter: EndorsementFilter, before: string | null, limit: number): Promise<Endorsement[]> {
    return this.database.read({ tenant }, (tx) => this.store.ofTenant(tx, tenant, filter, before, limit));
  }

  /** The documents of endorsements that the caller was allowed to read, in their order; undefined where none was signed. */
  async documentsOf(endorsements: readonly Pick<Endorsement, 'id' | 'tenant'>[]): Promise<(KnownDocument | undefined)[]> {
    const found = new Map<string, KnownDocument>();
    for (const tenant of new Set(endorsements.map((one) => one.tenant))) {
      const ids = endorsements.filter((one) => one.tenant === tenant).map(({ id }) => id);
      for (const document of await this.database.read({ tenant }, (tx) => this.documents.byIds(tx, tenant, ids))) found.set(document.id, document);
    }
    return endorsements.map(({ id }) => found.get(id));
  }
}
