import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { AccreditationCopy } from './accreditation-copy.js';

/** Every version of the accreditations that were told, and the entries of ledgers that rest on them. */
@Injectable()
export class AccreditationCopyStore {
  /** Leaves out what a provider's own tenant recorded: nobody accredits himself. */
  async add(tx: Tx, one: AccreditationCopy): Promise<void> {
    await tx.query(
      `INSERT INTO accreditation_copy (tenant_id, id, version, provider_id, body, kind, from_on, until_on, recorded_at)
       SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9 WHERE NOT EXISTS (SELECT 1 FROM issuer_copy i WHERE i.id = $4 AND i.tenant_id = $1) ON CONFLICT DO NOTHING`,
      [one.tenant, one.id, one.version, one.provider, one.body, one.kind, one.from, one.until, one.recordedAt],
    );
  }

  of(tx: Tx, provider: string): Promise<AccreditationCopy[]> {
    return tx.query(
      `SELECT tenant_id AS tenant, id, version, provider_id AS provider, body, kind, from_on::text AS "from", until_on::text AS until, recorded_at AS "recordedAt" FROM accreditation_copy WHERE provider_id = $1`,
      [provider],
    );
  }

  /** Entries that name a provider and stand or fell by its accreditation, of any tenant, in id order: for the worker role. */
  resting(tx: Tx, provider: string, after: string | null, limit: number): Promise<{ tenant: string; id: string }[]> {
    return tx.query(
      `SELECT tenant_id AS tenant, id FROM credit_entry
        WHERE provider_id = $1 AND (state IN ('POSTED', 'PENDING_CHECK') OR reason = 'PROVIDER_NOT_ACCREDITED') AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
      [provider, after, limit],
    );
  }

  /** Entries that wait to be checked, longest first, of any tenant: for the worker role. */
  pending(tx: Tx, limit: number): Promise<{ tenant: string; id: string }[]> {
    return tx.query(`SELECT tenant_id AS tenant, id FROM credit_entry WHERE state = 'PENDING_CHECK' ORDER BY updated_at, id LIMIT $1`, [limit]);
  }
}
