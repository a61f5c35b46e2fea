import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { BulkOperation } from './bulk-operation.js';

interface Row extends Omit<BulkOperation, 'bytes'> {
  /** A bigint of the database is a text. */
  readonly bytes: string;
}

const columns = `tenant_id AS tenant, id, kind, actor, account, bound, query, format, await_position AS after, contract, state,
  request_event AS "requestEvent", parts, counts, bytes, sha256, error_code AS "errorCode", created_at AS "createdAt",
  completed_at AS "completedAt", expires_at AS "expiresAt"`;

/** Operations as callers and the clock see them; whoever runs them uses BulkWorkStore. */
@Injectable()
export class BulkOperationStore {
  async insert(tx: Tx, { tenant, id, kind, actor, account, bound, query, format, after, contract, requestEvent, createdAt }: BulkOperation): Promise<void> {
    await tx.query(
      `INSERT INTO bulk_operation (tenant_id, id, kind, actor, account, bound, query, format, await_position, contract, state, request_event, created_at)
       VALUES ($1, $2, $3, $4, $5, $6::text[], $7, $8, $9, $10, 'QUEUED', $11, $12)`,
      [tenant, id, kind, actor, account, bound, query, format, after, contract, requestEvent, createdAt],
    );
  }

  /** Whether the caller has as many running as he may. Until the transaction ends, nobody else asks for the same caller. */
  async isFull(tx: Tx, tenant: string, actor: string, most: number): Promise<boolean> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`bulk ${actor}`]);
    const running = await tx.query(
      `SELECT 1 FROM bulk_operation WHERE tenant_id = $1 AND actor = $2 AND state IN ('QUEUED', 'RUNNING', 'SEALING') LIMIT $3`,
      [tenant, actor, most],
    );
    return running.length === most;
  }

  async byId(tx: Tx, tenant: string, id: string): Promise<BulkOperation | undefined> {
    return this.one(tx, `SELECT ${columns} FROM bulk_operation WHERE tenant_id = $1 AND id = $2`, [tenant, id]);
  }

  /** The same, kept for the transaction. */
  async locked(tx: Tx, tenant: string, id: string): Promise<BulkOperation | undefined> {
    return this.one(tx, `SELECT ${columns} FROM bulk_operation WHERE tenant_id = $1 AND id = $2 FOR UPDATE`, [tenant, id]);
  }

  /** @param actor only those of this caller; null: of all. Newest first. */
  async page(tx: Tx, tenant: string, actor: string | null, before: string | null, limit: number): Promise<BulkOperation[]> {
    const rows = await tx.query<Row>(
      `SELECT ${columns} FROM bulk_operation
        WHERE tenant_id = $1 AND ($2::uuid IS NULL OR actor = $2) AND ($3::uuid IS NULL OR id < $3) ORDER BY id DESC LIMIT $4`,
      [tenant, actor, before, limit],
    );
    return rows.map(toOperation);
  }

  /** Its lease is gone with that: whoever is at work on it notices at its next report. */
  async end(tx: Tx, { tenant, id, state, sha256, errorCode, completedAt, expiresAt }: BulkOperation): Promise<void> {
    await tx.query(
      `UPDATE bulk_operation SET state = $3, sha256 = $4, error_code = $5, completed_at = $6, expires_at = $7, lease = NULL, lease_until = NULL, progress = NULL
        WHERE tenant_id = $1 AND id = $2`,
      [tenant, id, state, sha256, errorCode, completedAt, expiresAt],
    );
  }

  /** The parts that count, in order, from a number on. */
  parts(tx: Tx, tenant: string, id: string, from: number, limit: number): Promise<{ readonly digest: string; readonly bytes: number }[]> {
    return tx.query(
      `SELECT p.digest, p.bytes FROM bulk_part p JOIN bulk_operation o ON o.tenant_id = p.tenant_id AND o.id = p.operation_id AND p.number < o.parts
        WHERE p.tenant_id = $1 AND p.operation_id = $2 AND p.number >= $3 ORDER BY p.number LIMIT $4`,
      [tenant, id, from, limit],
    );
  }

  private async one(tx: Tx, text: string, values: readonly unknown[]): Promise<BulkOperation | undefined> {
    const [row] = await tx.query<Row>(text, values);
    return row && toOperation(row);
  }
}

const toOperation = (row: Row): BulkOperation => ({ ...row, bytes: Number(row.bytes) });
