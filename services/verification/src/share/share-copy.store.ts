import type { Outcome } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** A link to one award, as far as it was heard of. Ids are bare. */
export interface ShareCopy {
  readonly award: string;
  /** Evidence that whoever has the link may see. */
  readonly evidence: readonly string[];
}

/** Copies of the links that earners made. Listeners see every tenant, so each statement names one. */
@Injectable()
export class ShareCopyStore {
  async open(tx: Tx, tenant: string, share: ShareCopy & { readonly id: string; readonly hash: Buffer; readonly until: Date | null }): Promise<Outcome> {
    const rows = await tx.query(
      `INSERT INTO share_copy (tenant_id, share_id, award_id, secret_hash, evidence, until) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (tenant_id, share_id) DO NOTHING RETURNING 1`,
      [tenant, share.id, share.award, share.hash, share.evidence, share.until],
    );
    return rows.length > 0 ? 'applied' : 'stale';
  }

  async end(tx: Tx, tenant: string, id: string, at: Date): Promise<Outcome> {
    const rows = await tx.query<{ before: Date | null }>(
      `UPDATE share_copy s SET ended_at = coalesce(s.ended_at, $3) FROM share_copy o
        WHERE s.tenant_id = $1 AND s.share_id = $2 AND o.tenant_id = $1 AND o.share_id = $2 RETURNING o.ended_at AS before`,
      [tenant, id, at],
    );
    const [row] = rows;
    if (!row) return 'early';
    return row.before === null ? 'applied' : 'stale';
  }

  /** The link behind a secret's hash, while it is open. */
  async bySecret(tx: Tx, tenant: string, hash: Buffer, at: Date): Promise<ShareCopy | undefined> {
    const [row] = await tx.query<ShareCopy>(
      `SELECT s.award_id AS award, s.evidence FROM share_copy s
        WHERE s.tenant_id = $1 AND s.secret_hash = $2 AND s.ended_at IS NULL AND (s.until IS NULL OR s.until > $3)`,
      [tenant, hash, at],
    );
    return row;
  }
}
