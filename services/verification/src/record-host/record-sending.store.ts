import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Met, PushState } from './record-push.js';

/** A push that nobody else sends for the time being. */
export interface LeasedPush {
  readonly tenant: string;
  readonly id: string;
  readonly host: string;
  readonly earner: string;
  readonly pathway: string;
  readonly record: string | null;
  readonly attempts: number;
  readonly roundAttempts: number;
  readonly roundBegan: Date;
}

/** What the sender of records reads and writes, under the role that works in the background. */
@Injectable()
export class RecordSendingStore {
  lease(tx: Tx, now: Date, until: Date, limit: number): Promise<LeasedPush[]> {
    return tx.query(
      `UPDATE record_push l SET leased_until = $2
         FROM (SELECT p.tenant_id, p.id FROM record_push p
                WHERE p.state = 'PENDING' AND p.next_at <= $1 AND (p.leased_until IS NULL OR p.leased_until <= $1)
                ORDER BY p.next_at LIMIT $3 FOR NO KEY UPDATE SKIP LOCKED) AS d
        WHERE l.tenant_id = d.tenant_id AND l.id = d.id
        RETURNING l.tenant_id AS tenant, l.id, l.host_id AS host, l.earner_id AS earner, l.pathway_id AS pathway, l.record_id AS record, l.attempts,
          l.round_attempts AS "roundAttempts", l.round_began_at AS "roundBegan"`,
      [now, until, limit],
    );
  }

  /** Keeps which record is sent, so that a repeat sends the same. */
  async keepRecord(tx: Tx, { tenant, id }: LeasedPush, record: string): Promise<void> {
    await tx.query(`UPDATE record_push SET record_id = $3 WHERE tenant_id = $1 AND id = $2 AND state = 'PENDING'`, [tenant, id, record]);
  }

  /** The text of the record, as long as it is still to be sent and the person still agrees. */
  async text(tx: Tx, { tenant, id }: LeasedPush, cluster: readonly string[]): Promise<string | undefined> {
    const [row] = await tx.query<{ document: string }>(
      `SELECT d.document FROM record_push p JOIN further_document d ON d.tenant_id = p.tenant_id AND d.id = p.record_id AND d.document IS NOT NULL
        WHERE p.tenant_id = $1 AND p.id = $2 AND p.state = 'PENDING'
          AND EXISTS (SELECT 1 FROM record_agreement a WHERE a.tenant_id = p.tenant_id AND a.host_id = p.host_id AND a.earner_id = ANY($3::uuid[]))`,
      [tenant, id, cluster],
    );
    return row?.document;
  }

  /** Looks again later, without an attempt. */
  async postpone(tx: Tx, { tenant, id }: LeasedPush, until: Date): Promise<void> {
    await tx.query(`UPDATE record_push SET next_at = $3, leased_until = NULL WHERE tenant_id = $1 AND id = $2 AND state = 'PENDING'`, [tenant, id, until]);
  }

  async withdraw(tx: Tx, { tenant, id }: LeasedPush, now: Date): Promise<void> {
    await tx.query(`UPDATE record_push SET state = 'WITHDRAWN', next_at = NULL, leased_until = NULL, finished_at = $3 WHERE tenant_id = $1 AND id = $2 AND state = 'PENDING'`, [tenant, id, now]);
  }

  /** Adds an attempt and moves the push on; one that was withdrawn meanwhile stays so, with the attempt. */
  async record(tx: Tx, { tenant, id, attempts, roundAttempts }: LeasedPush, met: Met, { state, nextAt }: { state: PushState; nextAt: Date | null }, now: Date): Promise<void> {
    await tx.query(
      `UPDATE record_push SET state = $3, next_at = $4, attempts = $5, round_attempts = $6, leased_until = NULL, finished_at = CASE WHEN $3 = 'PENDING' THEN NULL ELSE $7::timestamptz END
        WHERE tenant_id = $1 AND id = $2 AND state = 'PENDING'`,
      [tenant, id, state, nextAt, attempts + 1, roundAttempts + 1, now],
    );
    await tx.query(
      `INSERT INTO record_push_attempt (tenant_id, push_id, number, at, status, latency_ms, error)
       SELECT $1, $2, $3, $4, $5, $6, $7 WHERE EXISTS (SELECT 1 FROM record_push p WHERE p.tenant_id = $1 AND p.id = $2) ON CONFLICT DO NOTHING`,
      [tenant, id, attempts + 1, met.at, met.status, met.latencyMs, met.error],
    );
  }
}
