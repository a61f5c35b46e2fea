import type { Tx, Uuid } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { LockedEarner } from './earner.js';
import type { IdentifierType } from './identifier.js';

/** An earner to be stored, sealed. */
export interface NewEarner {
  readonly id: Uuid;
  readonly name: Buffer | null;
  readonly key: Buffer;
  readonly identifiers: readonly { readonly type: IdentifierType; readonly hmac: Buffer; readonly sealed: Buffer; readonly verified: boolean }[];
}

/** Writes of earners, set by set. */
@Injectable()
export class EarnerWriteStore {
  /**
   * Stores those earners whose identifiers nobody has yet, in two statements, and answers their ids. An earner of several
   * identifiers must be new with all of them; whoever calls has looked.
   */
  async insert(tx: Tx, tenant: string, earners: readonly NewEarner[], at: Date): Promise<Set<string>> {
    const identifiers = earners.flatMap((earner) => earner.identifiers.map((identifier) => ({ ...identifier, earner: earner.id })));
    const rows = await tx.query<{ id: string }>(
      `INSERT INTO earner_identifier (tenant_id, type, hmac, earner_id, sealed, verified)
       SELECT $1, type, hmac, earner, sealed, verified
         FROM unnest($2::text[], $3::bytea[], $4::uuid[], $5::bytea[], $6::boolean[]) AS i (type, hmac, earner, sealed, verified)
       ON CONFLICT DO NOTHING RETURNING earner_id AS id`,
      [
        tenant,
        identifiers.map(({ type }) => type),
        identifiers.map(({ hmac }) => hmac),
        identifiers.map(({ earner }) => earner),
        identifiers.map(({ sealed }) => sealed),
        identifiers.map(({ verified }) => verified),
      ],
    );
    const free = new Set(rows.map(({ id }) => id));
    // Chosen here and not by a join in SQL: the planner knows no sizes of arrays, and compares every row with every other.
    const made = earners.filter(({ id }) => free.has(id));
    if (made.length === 0) return free;
    await tx.query(
      `WITH keys AS (
         INSERT INTO earner_key (tenant_id, earner_id, wrapped) SELECT $1, id, wrapped FROM unnest($2::uuid[], $3::bytea[]) AS k (id, wrapped)
       )
       INSERT INTO earner (tenant_id, id, name, version, created_at, updated_at)
       SELECT $1, id, name, 1, $5, $5 FROM unnest($2::uuid[], $4::bytea[]) AS e (id, name)`,
      [tenant, made.map(({ id }) => id), made.map(({ key }) => key), made.map(({ name }) => name), at],
    );
    return free;
  }

  /** The record under its row lock, or undefined when it is not the tenant's. */
  async lock(tx: Tx, tenant: string, id: string): Promise<LockedEarner | undefined> {
    const [row] = await this.lockAll(tx, tenant, [id]);
    return row;
  }

  /** The tenant's records among these under their row locks, taken in one order by everybody. */
  async lockAll(tx: Tx, tenant: string, ids: readonly string[]): Promise<LockedEarner[]> {
    return tx.query<LockedEarner>(
      `SELECT e.id, e.version, e.state, e.account_id AS account, k.wrapped AS key
         FROM earner e LEFT JOIN earner_key k ON k.tenant_id = e.tenant_id AND k.earner_id = e.id
        WHERE e.tenant_id = $1 AND e.id = ANY($2::uuid[]) ORDER BY e.id FOR UPDATE OF e`,
      [tenant, ids],
    );
  }

  async claim(tx: Tx, tenant: string, id: string, { account, version, at }: { account: string; version: number; at: Date }): Promise<void> {
    await tx.query(`UPDATE earner SET state = 'CLAIMED', account_id = $3, version = $4, updated_at = $5 WHERE tenant_id = $1 AND id = $2`, [
      tenant,
      id,
      account,
      version,
      at,
    ]);
  }

  /** Notes that an identifier is verified: `changed`, `already`, or `absent` when it is not this earner's. */
  async verify(tx: Tx, tenant: string, earner: string, type: string, hmac: Buffer): Promise<'changed' | 'already' | 'absent'> {
    const [row] = await tx.query<{ before: boolean }>(
      `WITH found AS (
         SELECT verified FROM earner_identifier WHERE tenant_id = $1 AND earner_id = $2 AND type = $3 AND hmac = $4
       ), changed AS (
         UPDATE earner_identifier SET verified = true WHERE tenant_id = $1 AND earner_id = $2 AND type = $3 AND hmac = $4 AND NOT verified
       )
       SELECT verified AS before FROM found`,
      [tenant, earner, type, hmac],
    );
    if (!row) return 'absent';
    return row.before ? 'already' : 'changed';
  }

  async touch(tx: Tx, tenant: string, id: string, version: number, at: Date): Promise<void> {
    await tx.query('UPDATE earner SET version = $3, updated_at = $4 WHERE tenant_id = $1 AND id = $2', [tenant, id, version, at]);
  }
}
