import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { UploadFolder } from './upload-folder.js';

/** Removes uploads as soon as nobody needs them: they are full of people. */
@Injectable()
export class UploadPurge {
  constructor(private readonly uploads: UploadFolder) {}

  /** Removes an upload unless an import still has to read it. */
  async one(tx: Tx, tenant: string, id: string): Promise<void> {
    if (!(await this.awaited(tx, tenant)).has(id)) await this.uploads.remove(id);
  }

  /** Removes all uploads of a tenant but those that imports still have to read; these go when the imports end. */
  async ofTenant(tx: Tx, tenant: string): Promise<void> {
    const awaited = await this.awaited(tx, tenant);
    for (const id of await this.uploads.ofTenant(tenant)) if (!awaited.has(id)) await this.uploads.remove(id);
  }

  private async awaited(tx: Tx, tenant: string): Promise<Set<string>> {
    const rows = await tx.query<{ upload: string }>(
      `SELECT DISTINCT upload_id AS upload FROM import_job WHERE tenant_id = $1 AND state IN ('QUEUED', 'RUNNING')`,
      [tenant],
    );
    return new Set(rows.map(({ upload }) => upload));
  }
}
