import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { BulkCount, BulkFormat } from './bulk-operation.js';

/** A lease, and until when it holds. */
export interface Lease {
  readonly id: string;
  readonly until: Date;
}

/** A query to run. */
export interface BulkWork {
  readonly tenant: string;
  readonly id: string;
  readonly kind: 'CLIENT' | 'MEMBER';
  readonly actor: string;
  readonly account: string | null;
  readonly bound: readonly string[] | null;
  readonly query: string;
  readonly format: BulkFormat;
  readonly after: string | null;
  readonly contract: string;
  readonly attempts: number;
  readonly startedAt: Date;
  readonly parts: number;
  readonly progress: unknown;
}

/** How far a result has come. */
export interface Advance {
  readonly parts: number;
  readonly progress: unknown;
  readonly counts: readonly BulkCount[];
}

const held = `id = $1 AND lease = $2 AND state = 'RUNNING'`;

/** Operations as those see them who run them: by a lease, over all tenants. */
@Injectable()
export class BulkWorkStore {
  /** Takes the oldest that nobody is at work on. */
  claim(tx: Tx, lease: Lease, now: Date, limit: number): Promise<BulkWork[]> {
    return tx.query(
      `UPDATE bulk_operation o SET state = 'RUNNING', lease = $1, lease_until = $2, attempts = o.attempts + 1, started_at = coalesce(o.started_at, $3)
         FROM (SELECT tenant_id, id FROM bulk_operation WHERE state IN ('QUEUED', 'RUNNING') AND (lease_until IS NULL OR lease_until < $3)
                ORDER BY created_at, id LIMIT $4 FOR UPDATE SKIP LOCKED) AS free
        WHERE o.tenant_id = free.tenant_id AND o.id = free.id
        RETURNING o.tenant_id AS tenant, o.id, kind, actor, account, bound, query, format, await_position AS after, contract, attempts,
          started_at AS "startedAt", parts, progress`,
      [lease.id, lease.until, now, limit],
    );
  }

  /** The tenant of an operation that is under the lease; undefined when the lease is lost. */
  async tenantOf(tx: Tx, id: string, lease: string): Promise<string | undefined> {
    const [row] = await tx.query<{ tenant: string }>(`SELECT tenant_id AS tenant FROM bulk_operation WHERE ${held}`, [id, lease]);
    return row?.tenant;
  }

  /** Notes a part before it is kept, so that none is forgotten. Answers the digest that stood there before and no longer counts. */
  async notePart(tx: Tx, tenant: string, id: string, number: number, digest: string, bytes: number): Promise<string | undefined> {
    const [before] = await tx.query<{ digest: string }>(`SELECT digest FROM bulk_part WHERE tenant_id = $1 AND operation_id = $2 AND number = $3`, [tenant, id, number]);
    await tx.query(
      `INSERT INTO bulk_part (tenant_id, operation_id, number, digest, bytes) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (tenant_id, operation_id, number) DO UPDATE SET digest = excluded.digest, bytes = excluded.bytes`,
      [tenant, id, number, digest, bytes],
    );
    return before && before.digest !== digest ? before.digest : undefined;
  }

  /** Never backwards. */
  async advance(tx: Tx, id: string, { id: lease, until }: Lease, { parts, progress, counts }: Advance): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE bulk_operation o SET parts = $4, progress = $5::jsonb, counts = $6::jsonb, lease_until = $3,
          bytes = (SELECT coalesce(sum(p.bytes), 0) FROM bulk_part p WHERE p.tenant_id = o.tenant_id AND p.operation_id = o.id AND p.number < $4)
        WHERE ${held} AND parts <= $4 RETURNING 1 AS done`,
      [id, lease, until, parts, JSON.stringify(progress), JSON.stringify(counts)],
    );
    return rows.length > 0;
  }

  async keep(tx: Tx, id: string, { id: lease, until }: Lease): Promise<boolean> {
    return (await tx.query(`UPDATE bulk_operation SET lease_until = $3 WHERE ${held} RETURNING 1 AS done`, [id, lease, until])).length > 0;
  }

  async release(tx: Tx, id: string, lease: string): Promise<boolean> {
    return (await tx.query(`UPDATE bulk_operation SET lease = NULL, lease_until = NULL WHERE ${held} RETURNING 1 AS done`, [id, lease])).length > 0;
  }

  /** Everything is written; the checksum is still to come. */
  async toSealing(tx: Tx, id: string, lease: string): Promise<boolean> {
    return (await tx.query(`UPDATE bulk_operation SET state = 'SEALING', lease = NULL, lease_until = NULL WHERE ${held} RETURNING 1 AS done`, [id, lease])).length > 0;
  }

  sealing(tx: Tx, limit: number): Promise<{ tenant: string; id: string }[]> {
    return tx.query(`SELECT tenant_id AS tenant, id FROM bulk_operation WHERE state = 'SEALING' ORDER BY created_at, id LIMIT $1`, [limit]);
  }
}
