import { Database, type Scope } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Credential } from './credential.js';
import { CredentialStore } from './credential.store.js';

/** Reads credentials: row security leaves the caller's own and those of public awards, and those about the person himself. */
@Injectable()
export class CredentialService {
  constructor(
    private readonly database: Database,
    private readonly store: CredentialStore,
  ) {}

  byIds(viewer: Scope, ids: readonly string[]): Promise<Credential[]> {
    return this.database.read(viewer, (tx) => this.store.byIds(tx, ids));
  }

  byAwards(viewer: Scope, awards: readonly string[]): Promise<Credential[]> {
    return this.database.read(viewer, (tx) => this.store.byAwards(tx, awards));
  }
}
