import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { type CompiledVersion, compiledVersion, type PublishedDefinition } from './compiled-version.js';

/** Versions kept compiled in a process. */
const keptMax = 5_000;

@Injectable()
export class CompiledVersions {
  private readonly kept = new Map<string, CompiledVersion>();

  /** The versions of these ids, which must be published or closed ones of the tenant. One statement for those not kept. */
  async load(tx: Tx, tenant: string, ids: readonly string[]): Promise<ReadonlyMap<string, CompiledVersion>> {
    const found = new Map<string, CompiledVersion>();
    const lacking: string[] = [];
    for (const id of new Set(ids)) {
      const kept = this.kept.get(id);
      if (kept) found.set(id, kept);
      else lacking.push(id);
    }
    if (lacking.length === 0) return found;
    const rows = await tx.query<PublishedDefinition>(
      `SELECT id, pathway_id AS pathway, definition FROM pathway_version
        WHERE tenant_id = $1 AND id = ANY($2::uuid[]) AND state <> 'DRAFT'`,
      [tenant, lacking],
    );
    if (this.kept.size + rows.length > keptMax) this.kept.clear();
    for (const row of rows) {
      const version = compiledVersion(row);
      this.kept.set(row.id, version);
      found.set(row.id, version);
    }
    return found;
  }
}
