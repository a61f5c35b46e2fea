import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** An object that may lie in the store without evidence that names it. */
export interface LooseObject {
  readonly tenant: string;
  readonly sealedFor: string;
  readonly digest: string;
}

/** Notes of objects that are about to be put into the store, or that nothing names any more. */
@Injectable()
export class LooseObjectStore {
  async note(tx: Tx, { tenant, sealedFor, digest }: LooseObject, at: Date): Promise<void> {
    await tx.query(
      `INSERT INTO loose_object (tenant_id, sealed_for, digest, since) VALUES ($1, $2, $3, $4)
       ON CONFLICT (tenant_id, sealed_for, digest) DO UPDATE SET since = excluded.since`,
      [tenant, sealedFor, digest, at],
    );
  }

  /** Notes all objects of persons who were erased, to be deleted at once. */
  async noteAllOf(tx: Tx, tenant: string, earners: readonly string[]): Promise<void> {
    await tx.query(
      `INSERT INTO loose_object (tenant_id, sealed_for, digest, since)
       SELECT DISTINCT v.tenant_id, v.sealed_for, v.digest, '-infinity'::timestamptz FROM evidence v
        WHERE v.tenant_id = $1 AND v.sealed_for = ANY($2::uuid[]) AND v.digest IS NOT NULL
       ON CONFLICT (tenant_id, sealed_for, digest) DO UPDATE SET since = excluded.since`,
      [tenant, earners],
    );
  }

  async forget(tx: Tx, { tenant, sealedFor, digest }: LooseObject): Promise<void> {
    await tx.query('DELETE FROM loose_object WHERE tenant_id = $1 AND sealed_for = $2 AND digest = $3', [tenant, sealedFor, digest]);
  }

  /** Objects noted before `before`, locked, of any tenant; the worker's own. Those that another one is at are left to it. */
  due(tx: Tx, before: Date, limit: number): Promise<(LooseObject & { named: boolean })[]> {
    return tx.query(
      `SELECT l.tenant_id AS tenant, l.sealed_for AS "sealedFor", l.digest,
              EXISTS (SELECT 1 FROM evidence v WHERE v.tenant_id = l.tenant_id AND v.sealed_for = l.sealed_for AND v.digest = l.digest) AS named
         FROM loose_object l WHERE l.since < $1 ORDER BY l.since LIMIT $2 FOR UPDATE SKIP LOCKED`,
      [before, limit],
    );
  }
}
