import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { VersionCopyStore } from './version-copy.store.js';

const waitMs = 1_000;
const stepMs = 50;
const rememberedMax = 10_000;

/**
 * A version that was published a moment ago may not have arrived here yet. Waits for it up to 1 s, outside any
 * transaction; what is still missing then is refused by the rules.
 */
@Injectable()
export class VersionArrival {
  /** Versions and codes seen to be published; the rules look again, so this may be out of date. */
  private readonly seen = new Set<string>();

  constructor(
    private readonly database: Database,
    private readonly versions: VersionCopyStore,
  ) {}

  /** Resolves when all have arrived with their issuers, or when the time is over. */
  async of(tenant: string, ids: readonly string[], codes: readonly string[] = []): Promise<void> {
    let missing = this.unseen(tenant, ids, codes);
    for (let waited = 0; missing.ids.length + missing.codes.length > 0; waited += stepMs) {
      const { ids: askIds, codes: askCodes } = missing;
      const found = await this.database.read({ tenant }, (tx) => this.versions.named(tx, tenant, askIds, askCodes));
      for (const { id, code, state, issuerState } of found) {
        // A draft or an unknown issuer may be about to change; anything else has been published once.
        if (state !== 'DRAFT' && issuerState !== null) this.remember(tenant, id, code);
      }
      missing = this.unseen(tenant, askIds, askCodes);
      if (missing.ids.length + missing.codes.length === 0 || waited >= waitMs) return;
      await new Promise((resume) => setTimeout(resume, stepMs));
    }
  }

  /** Whether a version has been seen to be the tenant's own. */
  knows(tenant: string, id: string): boolean {
    return this.seen.has(`${tenant} ${id}`);
  }

  private unseen(tenant: string, ids: readonly string[], codes: readonly string[]) {
    return {
      ids: ids.filter((id) => !this.seen.has(`${tenant} ${id}`)),
      codes: codes.filter((code) => !this.seen.has(`${tenant} code ${code}`)),
    };
  }

  private remember(tenant: string, id: string, code: string): void {
    if (this.seen.size > rememberedMax) this.seen.clear();
    this.seen.add(`${tenant} ${id}`).add(`${tenant} code ${code}`);
  }
}
