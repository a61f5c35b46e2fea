import type { Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { UploadFolder } from './upload-folder.js';

/** Takes away uploads that have had their use, in the transaction of whoever found that out. */
@Injectable()
export class UploadPurge {
  constructor(
    private readonly uploads: UploadFolder,
    @Inject(CLOCK) private readonly clock: Pick<Clock, 'now'>,
  ) {}

  /** Removes an upload unless an import still has to read it. */
  async one(tx: Tx, tenant: string, id: string): Promise<void> {
    if (!(await this.awaited(tx, tenant)).has(id)) await this.uploads.remove(id);
  }

  /**
   * Removes all uploads of a tenant, as an erasure asks: nobody knows who is in them. Those that imports still have to read go when
   * the imports end; one that is just being sent is not broken off, and goes when it is at rest and no import has come of it.
   */
  async ofTenant(tx: Tx, tenant: string): Promise<void> {
    const awaited = await this.awaited(tx, tenant);
    for (const id of await this.uploads.ofTenant(tenant)) {
      if (awaited.has(id)) continue;
      if (await this.uploads.isComing(id, this.clock.now())) await this.uploads.giveNotice(id);
      else await this.uploads.remove(id);
    }
  }

  /** Removes what was to go as soon as it would be at rest. For the worker role. */
  async underNotice(tx: Tx): Promise<void> {
    for (const id of await this.uploads.underNotice()) {
      const tenant = await this.uploads.tenantOf(id);
      if (tenant === undefined) await this.uploads.remove(id);
      else if (await this.uploads.isAtRest(id, this.clock.now())) await this.one(tx, tenant, id);
    }
  }

  private async awaited(tx: Tx, tenant: string): Promise<Set<string>> {
    const rows = await tx.query<{ upload: string }>(
      `SELECT DISTINCT upload_id AS upload FROM import_job WHERE tenant_id = $1 AND state IN ('QUEUED', 'RUNNING')`,
      [tenant],
    );
    return new Set(rows.map(({ upload }) => upload));
  }
}
