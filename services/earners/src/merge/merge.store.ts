import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { SealedIdentifier } from '../earner/earner.js';

/** One merge and what it moved. */
export interface Merge {
  readonly id: string;
  readonly from: string;
  readonly into: string;
  readonly awards: readonly string[];
  readonly types: readonly string[];
  readonly hmacs: readonly Buffer[];
}

export interface MovedAward {
  readonly id: string;
  readonly version: number;
}

/** Moves what hangs on a record to another one, and remembers what it was. */
@Injectable()
export class MergeStore {
  async add(tx: Tx, tenant: string, merge: Merge, at: Date): Promise<void> {
    await tx.query(
      `INSERT INTO earner_merge (tenant_id, id, from_id, into_id, awards, identifier_types, identifier_hmacs, merged_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [tenant, merge.id, merge.from, merge.into, merge.awards, merge.types, merge.hmacs, at],
    );
  }

  /** The merge that a record is part of now. */
  async openOf(tx: Tx, tenant: string, from: string): Promise<Merge | undefined> {
    const [row] = await tx.query<Merge>(
      `SELECT id, from_id AS "from", into_id AS "into", awards, identifier_types AS types, identifier_hmacs AS hmacs
         FROM earner_merge WHERE tenant_id = $1 AND from_id = $2 AND split_at IS NULL`,
      [tenant, from],
    );
    return row;
  }

  async close(tx: Tx, tenant: string, id: string, at: Date): Promise<void> {
    await tx.query('UPDATE earner_merge SET split_at = $3 WHERE tenant_id = $1 AND id = $2', [tenant, id, at]);
  }

  /** Achievements of which both hold an award that may be held once; awards that have expired stand in nobody's way. */
  async conflicts(tx: Tx, tenant: string, from: string, into: string, today: string): Promise<string[]> {
    await tx.query(
      `UPDATE award SET standing = false WHERE tenant_id = $1 AND earner_id IN ($2, $3) AND standing AND stands_until IS NULL AND state = 'ACTIVE' AND valid_until <= $4::date`,
      [tenant, from, into, today],
    );
    const rows = await tx.query<{ award: string }>(
      `SELECT b.id AS award FROM award a JOIN award b ON b.tenant_id = $1 AND b.earner_id = $3 AND b.achievement_id = a.achievement_id AND b.standing
        WHERE a.tenant_id = $1 AND a.earner_id = $2 AND a.standing LIMIT 20`,
      [tenant, from, into],
    );
    return rows.map(({ award }) => award);
  }

  moveAll(tx: Tx, tenant: string, from: string, into: string): Promise<MovedAward[]> {
    return tx.query('UPDATE award SET earner_id = $3 WHERE tenant_id = $1 AND earner_id = $2 RETURNING id, version', [tenant, from, into]);
  }

  /** Moves these awards back, and those that replaced them since. */
  moveBack(tx: Tx, tenant: string, awards: readonly string[], from: string, into: string): Promise<MovedAward[]> {
    return tx.query(
      `WITH RECURSIVE brought (id, next) AS (
         SELECT a.id, a.replaced_by FROM award a WHERE a.tenant_id = $1 AND a.id = ANY($2::uuid[])
         UNION ALL SELECT a.id, a.replaced_by FROM brought JOIN award a ON a.tenant_id = $1 AND a.id = brought.next
       )
       UPDATE award SET earner_id = $3 WHERE tenant_id = $1 AND earner_id = $4 AND id IN (SELECT id FROM brought) RETURNING id, version`,
      [tenant, awards, from, into],
    );
  }

  /** Gives identifiers to another record, sealed anew under its key. */
  async give(tx: Tx, tenant: string, to: string, identifiers: readonly Pick<SealedIdentifier, 'type' | 'hmac' | 'sealed'>[]): Promise<void> {
    if (identifiers.length === 0) return;
    await tx.query(
      `UPDATE earner_identifier i SET earner_id = $2, sealed = g.sealed FROM unnest($3::text[], $4::bytea[], $5::bytea[]) AS g (type, hmac, sealed)
        WHERE i.tenant_id = $1 AND i.type = g.type AND i.hmac = g.hmac`,
      [tenant, to, identifiers.map(({ type }) => type), identifiers.map(({ hmac }) => hmac), identifiers.map(({ sealed }) => sealed)],
    );
  }

  async put(
    tx: Tx,
    tenant: string,
    record: { id: string; state: string; mergedInto: string | null; version: number },
    at: Date,
  ): Promise<void> {
    await tx.query('UPDATE earner SET state = $3, merged_into = $4, version = $5, updated_at = $6 WHERE tenant_id = $1 AND id = $2', [
      tenant,
      record.id,
      record.state,
      record.mergedInto,
      record.version,
      at,
    ]);
  }
}
