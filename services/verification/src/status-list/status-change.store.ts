import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { StatusChange } from './status-change.js';

@Injectable()
export class StatusChangeStore {
  /** Adds one row; a revocation names the credential's place, whose bit it sets. */
  async add(tx: Tx, tenant: string, change: StatusChange): Promise<void> {
    await tx.query(
      `INSERT INTO status_change (tenant_id, award_id, award_version, purpose, value, at, recorded_at, list_id, list_index)
       SELECT $1::uuid, $2::uuid, $3::int, $4::text, $5::boolean, $6::timestamptz, $7::timestamptz, c.list_id, c.list_index
         FROM (SELECT 1) one
         LEFT JOIN credential c ON c.tenant_id = $1 AND c.award_id = $2 AND c.latest AND $4 = 'revocation'`,
      [tenant, change.award, change.awardVersion, change.purpose, change.value, change.at, change.recordedAt],
    );
  }

  /** Everything that happened to an award's standing. */
  ofAward(tx: Tx, tenant: string, award: string): Promise<StatusChange[]> {
    return tx.query(
      `SELECT award_id AS award, award_version AS "awardVersion", purpose, value, at, recorded_at AS "recordedAt"
         FROM status_change WHERE tenant_id = $1 AND award_id = $2 ORDER BY award_version`,
      [tenant, award],
    );
  }
}
