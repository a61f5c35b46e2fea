import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Erasure, ErasureReason } from './erasure.js';

export interface Changed {
  readonly id: string;
  readonly version: number;
}

/** Takes a person out of this service's tables, and keeps that it was asked for. */
@Injectable()
export class ErasureStore {
  /** The record and those that were merged into it, directly or not. */
  async cluster(tx: Tx, tenant: string, id: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `WITH RECURSIVE part (id) AS (
         SELECT e.id FROM earner e WHERE e.tenant_id = $1 AND e.id = $2
         UNION ALL SELECT e.id FROM part JOIN earner e ON e.tenant_id = $1 AND e.merged_into = part.id
       ) SELECT id FROM part`,
      [tenant, id],
    );
    return rows.map((row) => row.id);
  }

  /** Destroys keys, names, identifiers and links; answers the records as they are then. */
  async strip(tx: Tx, tenant: string, earners: readonly string[], at: Date): Promise<Changed[]> {
    const those = [tenant, earners];
    await tx.query('DELETE FROM earner_key WHERE tenant_id = $1 AND earner_id = ANY($2::uuid[])', those);
    await tx.query('DELETE FROM earner_identifier WHERE tenant_id = $1 AND earner_id = ANY($2::uuid[])', those);
    await tx.query(
      `UPDATE earner_merge SET identifier_types = '{}', identifier_hmacs = '{}'
        WHERE tenant_id = $1 AND (from_id = ANY($2::uuid[]) OR into_id = ANY($2::uuid[]))`,
      those,
    );
    return tx.query(
      `UPDATE earner SET state = 'ERASED', name = NULL, minor_until = NULL, account_id = NULL, merged_into = NULL, version = version + 1, updated_at = $3
        WHERE tenant_id = $1 AND id = ANY($2::uuid[]) RETURNING id, version`,
      [...those, at],
    );
  }

  /** Awards stay as facts: whoever could tell from their free text whom they were about cannot any more. */
  bareAwards(tx: Tx, tenant: string, earners: readonly string[]): Promise<Changed[]> {
    return tx.query(
      `UPDATE award SET partner_reference = NULL, results = '[]', evidence = '[]', work = NULL, assessment = assessment || '{"assessor": null}'
        WHERE tenant_id = $1 AND earner_id = ANY($2::uuid[]) RETURNING id, version`,
      [tenant, earners],
    );
  }

  async request(tx: Tx, tenant: string, earners: readonly string[], reason: ErasureReason, at: Date): Promise<void> {
    await tx.query(
      'INSERT INTO earner_erasure (tenant_id, earner_id, reason, requested_at) SELECT $1, id, $3, $4 FROM unnest($2::uuid[]) AS e (id)',
      [tenant, earners, reason, at],
    );
  }

  async confirm(tx: Tx, tenant: string, earner: string, service: string, at: Date): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO erasure_confirmation (tenant_id, earner_id, service, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING 1`,
      [tenant, earner, service, at],
    );
    return rows.length > 0;
  }

  of(tx: Tx, tenant: string, earners: readonly string[]): Promise<Erasure[]> {
    return tx.query(
      `SELECT e.earner_id AS earner, e.reason, e.requested_at AS "requestedAt",
              coalesce((SELECT jsonb_agg(jsonb_build_object('service', c.service, 'at', c.at)) FROM erasure_confirmation c
                         WHERE c.tenant_id = e.tenant_id AND c.earner_id = e.earner_id), '[]') AS confirmed
         FROM earner_erasure e WHERE e.tenant_id = $1 AND e.earner_id = ANY($2::uuid[])`,
      [tenant, earners],
    );
  }

  /** Answers kept for idempotency keys stand beside an unkeyed hash of what was asked, and that may name the person. Worker role only. */
  async forgetAnswers(tx: Tx, tenant: string, earner: string): Promise<void> {
    await tx.query(
      `DELETE FROM idempotency i WHERE i.tenant_id = $1 AND (i.answer -> 'value' ->> 'id' = $2::text OR i.answer -> 'value' ->> 'id' IN (
         SELECT a.id::text FROM award a WHERE a.tenant_id = $1 AND a.earner_id = $2::uuid))`,
      [tenant, earner],
    );
  }
}
