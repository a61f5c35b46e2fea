import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Credential } from '../credential/credential.js';
import { DocumentStore, type StoredDocument } from './document.store.js';
import { SigningService } from './signing.service.js';

/** Times a batch is signed again: a key may be retired between signing and storing. */
const attemptsMax = 3;

/** Hands out documents, signing first what has none. */
@Injectable()
export class DocumentService {
  private readonly underWay = new Map<string, Promise<Map<string, StoredDocument>>>();

  constructor(
    private readonly database: Database,
    private readonly store: DocumentStore,
    private readonly signing: SigningService,
  ) {}

  /**
   * The documents of credentials that the caller was allowed to read, in their order; undefined for those that cannot be
   * signed yet. One read and at most one signing for all credentials of a tenant; readers of the same credential in this
   * process share both.
   */
  async of(credentials: readonly Credential[]): Promise<(StoredDocument | undefined)[]> {
    const asked = new Map<string, Promise<Map<string, StoredDocument>>>();
    for (const tenant of new Set(credentials.map((one) => one.tenant))) {
      const fresh = credentials.filter((one) => one.tenant === tenant && !this.underWay.has(one.id));
      if (fresh.length > 0) this.begin(tenant, fresh);
    }
    for (const { id } of credentials) asked.set(id, this.underWay.get(id) as Promise<Map<string, StoredDocument>>);
    return Promise.all(credentials.map(async ({ id }) => (await asked.get(id))?.get(id)));
  }

  private begin(tenant: string, credentials: readonly Credential[]): void {
    const found = this.find(tenant, credentials).finally(() => {
      for (const { id } of credentials) this.underWay.delete(id);
    });
    for (const { id } of credentials) this.underWay.set(id, found);
  }

  private async find(tenant: string, credentials: readonly Credential[]): Promise<Map<string, StoredDocument>> {
    const ids = credentials.map(({ id }) => id);
    let made = true;
    for (let attempt = 0; ; attempt += 1) {
      const stored = await this.database.read({ tenant }, (tx) => this.store.byCredentials(tx, tenant, ids));
      const found = new Map(stored.map((one) => [one.credential, one]));
      const missing = credentials.filter(({ id }) => !found.has(id));
      if (missing.length === 0 || !made || attempt === attemptsMax) return found;
      made = await this.signing.sign(tenant, missing, { patient: false });
    }
  }
}
