import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Credential } from './credential.js';
import { CredentialStore } from './credential.store.js';

/** Reads credentials: row security leaves the caller's own and those of public awards. */
@Injectable()
export class CredentialService {
  constructor(
    private readonly database: Database,
    private readonly store: CredentialStore,
  ) {}

  byIds(tenant: string | null, ids: readonly string[]): Promise<Credential[]> {
    return this.database.read({ tenant }, (tx) => this.store.byIds(tx, ids));
  }

  byAwards(tenant: string | null, awards: readonly string[]): Promise<Credential[]> {
    return this.database.read({ tenant }, (tx) => this.store.byAwards(tx, awards));
  }
}
