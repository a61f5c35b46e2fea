import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** Which enrolments are paused, as pathways tell it. */
@Injectable()
export class EnrolmentPauseStore {
  /** Whether the event told something new. Other events of an enrolment are not heard here: the newest of these counts. */
  async put(tx: Tx, tenant: string, enrolment: string, paused: boolean, version: number): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO enrolment_pause (tenant_id, enrolment_id, paused, version) VALUES ($1, $2, $3, $4)
       ON CONFLICT (tenant_id, enrolment_id) DO UPDATE SET paused = excluded.paused, version = excluded.version WHERE enrolment_pause.version < excluded.version
       RETURNING enrolment_id`,
      [tenant, enrolment, paused, version],
    );
    return rows.length > 0;
  }

  async isPaused(tx: Tx, tenant: string, enrolment: string): Promise<boolean> {
    const rows = await tx.query('SELECT 1 FROM enrolment_pause WHERE tenant_id = $1 AND enrolment_id = $2 AND paused', [tenant, enrolment]);
    return rows.length > 0;
  }
}
