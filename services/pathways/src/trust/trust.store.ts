import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { TrustPeriod } from './trust-period.js';

/** Accreditations as events tell them, complete each time: the newest version of one replaces what was known. */
@Injectable()
export class TrustStore {
  /** The issuers whose standing may have changed; null when the event tells nothing new. `issuer` is null for one of elsewhere. */
  async put(tx: Tx, { id, tenant, version, issuer, body, tier, from, until }: Omit<TrustPeriod, 'issuer' | 'bodies'> & { id: string; tenant: string; version: number; issuer: string | null }): Promise<string[] | null> {
    const [row] = await tx.query<{ before: string | null }>(
      `WITH known AS (SELECT issuer_id FROM trust_period WHERE id = $1)
       INSERT INTO trust_period (id, tenant_id, issuer_id, body, tier, from_on, until_on, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (id) DO UPDATE SET issuer_id = EXCLUDED.issuer_id, body = EXCLUDED.body, tier = EXCLUDED.tier, from_on = EXCLUDED.from_on,
         until_on = EXCLUDED.until_on, version = EXCLUDED.version WHERE trust_period.version < EXCLUDED.version
       RETURNING (SELECT issuer_id FROM known) AS before`,
      [id, tenant, issuer, body, tier, from, until, version],
    );
    return row ? [...new Set([row.before, issuer])].filter((one) => one !== null) : null;
  }

  /**
   * What holds of these issuers for the pathways of a tenant: its own word, and that of others. What an issuer's tenant
   * says of itself counts for nobody else.
   */
  ofIssuers(tx: Tx, tenant: string, issuers: readonly string[]): Promise<TrustPeriod[]> {
    return tx.query(
      `SELECT t.issuer_id AS issuer, t.body, t.tier, t.from_on::text AS "from", t.until_on::text AS until,
              coalesce((SELECT array_agg(b.id) FROM issuer_copy b WHERE b.tenant_id = t.tenant_id), '{}') AS bodies
         FROM trust_period t LEFT JOIN issuer_copy i ON i.id = t.issuer_id
        WHERE t.issuer_id = ANY($2::uuid[]) AND (t.tenant_id = $1 OR t.tenant_id IS DISTINCT FROM i.tenant_id)`,
      [tenant, issuers],
    );
  }
}
