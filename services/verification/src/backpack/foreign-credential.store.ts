import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { ForeignCredential } from './foreign-credential.js';

const columns = `id, tenant_id AS tenant, earner_id AS earner, identity_hash AS "identityHash", sealed, media_type AS "mediaType", byte_count AS "byteCount",
  digest, format, container, issuer_id AS issuer, achievement_id AS achievement, valid_from AS "validFrom", valid_until AS "validUntil", added_by AS "addedBy",
  verdict, trust, checked_at AS "checkedAt", version, created_at AS "createdAt", updated_at AS "updatedAt"`;

/** Rows are found within what the transaction may see; whoever writes names the tenant. */
@Injectable()
export class ForeignCredentialStore {
  /** @param dueAt when it is to be checked next */
  async insert(tx: Tx, row: ForeignCredential, account: string | null, dueAt: Date): Promise<void> {
    await tx.query(
      `INSERT INTO foreign_credential (tenant_id, id, earner_id, account_id, identity_hash, sealed, media_type, byte_count, digest, format, container, issuer_id,
         achievement_id, valid_from, valid_until, added_by, verdict, trust, checked_at, check_due_at, version, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $22)`,
      [
        row.tenant, row.id, row.earner, account, row.identityHash, row.sealed, row.mediaType, row.byteCount, row.digest, row.format, row.container, row.issuer,
        row.achievement, row.validFrom, row.validUntil, row.addedBy, row.verdict, row.trust, row.checkedAt, dueAt, row.version, row.createdAt,
      ],
    );
  }

  /** Puts another document, and what it was judged to be, in the place of the one there is. */
  async replace(tx: Tx, row: ForeignCredential, dueAt: Date): Promise<void> {
    await tx.query(
      `UPDATE foreign_credential SET sealed = $3, media_type = $4, byte_count = $5, digest = $6, format = $7, container = $8, issuer_id = $9, achievement_id = $10,
         valid_from = $11, valid_until = $12, verdict = $13, trust = $14, checked_at = $15, check_due_at = $16, version = $17, updated_at = $18
        WHERE tenant_id = $1 AND id = $2`,
      [
        row.tenant, row.id, row.sealed, row.mediaType, row.byteCount, row.digest, row.format, row.container, row.issuer, row.achievement,
        row.validFrom, row.validUntil, row.verdict, row.trust, row.checkedAt, dueAt, row.version, row.updatedAt,
      ],
    );
  }

  /** Notes what a check came to. */
  async judged(tx: Tx, { tenant, id, verdict, trust, checkedAt, version, updatedAt }: ForeignCredential, dueAt: Date): Promise<void> {
    await tx.query(
      `UPDATE foreign_credential SET verdict = $3, trust = $4, checked_at = $5, check_due_at = $6, version = $7, updated_at = $8 WHERE tenant_id = $1 AND id = $2`,
      [tenant, id, verdict, trust, checkedAt, dueAt, version, updatedAt],
    );
  }

  /** Under its lock. */
  async lock(tx: Tx, tenant: string, id: string): Promise<ForeignCredential | undefined> {
    const [row] = await tx.query<ForeignCredential>(`SELECT ${columns} FROM foreign_credential WHERE tenant_id = $1 AND id = $2 FOR UPDATE`, [tenant, id]);
    return row;
  }

  /** The one of the same issuer and id in a backpack, under its lock. */
  async lockSame(tx: Tx, tenant: string, earner: string, identityHash: Buffer): Promise<ForeignCredential | undefined> {
    const [row] = await tx.query<ForeignCredential>(
      `SELECT ${columns} FROM foreign_credential WHERE tenant_id = $1 AND earner_id = $2 AND identity_hash = $3 FOR UPDATE`,
      [tenant, earner, identityHash],
    );
    return row;
  }

  byIds(tx: Tx, ids: readonly string[]): Promise<ForeignCredential[]> {
    return tx.query(`SELECT ${columns} FROM foreign_credential WHERE id = ANY($1::uuid[])`, [ids]);
  }

  /** What earners brought, the latest first. */
  ofEarners(tx: Tx, tenant: string, earners: readonly string[], after: readonly [Date | string, string] | null, limit: number): Promise<ForeignCredential[]> {
    return tx.query(
      `SELECT ${columns} FROM foreign_credential
        WHERE tenant_id = $1 AND earner_id = ANY($2::uuid[]) AND ($3::timestamptz IS NULL OR (created_at, id) < ($3, $4::uuid))
        ORDER BY created_at DESC, id DESC LIMIT $5`,
      [tenant, earners, after?.[0] ?? null, after?.[1] ?? null, limit],
    );
  }

  /** Bytes of each document in a backpack. */
  async sizes(tx: Tx, tenant: string, earner: string, limit: number): Promise<number[]> {
    const rows = await tx.query<{ bytes: number }>(
      `SELECT byte_count AS bytes FROM foreign_credential WHERE tenant_id = $1 AND earner_id = $2 ORDER BY created_at LIMIT $3`,
      [tenant, earner, limit],
    );
    return rows.map(({ bytes }) => bytes);
  }

  /** Takes some that are due, of any tenant, and puts them off, so that no other process takes them too. For the worker role. */
  takeDue(tx: Tx, now: Date, putOffTo: Date, limit: number): Promise<ForeignCredential[]> {
    return tx.query(
      `UPDATE foreign_credential SET check_due_at = $2 WHERE (tenant_id, id) IN (
         SELECT tenant_id, id FROM foreign_credential WHERE check_due_at <= $1 ORDER BY check_due_at LIMIT $3 FOR UPDATE SKIP LOCKED)
       RETURNING ${columns}`,
      [now, putOffTo, limit],
    );
  }

  async remove(tx: Tx, tenant: string, id: string): Promise<void> {
    await tx.query(`DELETE FROM foreign_credential WHERE tenant_id = $1 AND id = $2`, [tenant, id]);
  }

  async removeAll(tx: Tx, tenant: string, earner: string): Promise<void> {
    await tx.query(`DELETE FROM foreign_credential WHERE tenant_id = $1 AND earner_id = $2`, [tenant, earner]);
  }

  /** Makes what records brought readable to the person who has claimed them; null: to nobody as his own. */
  async belongTo(tx: Tx, tenant: string, earners: readonly string[], account: string | null): Promise<void> {
    await tx.query(
      `UPDATE foreign_credential SET account_id = $3 WHERE tenant_id = $1 AND earner_id = ANY($2::uuid[]) AND account_id IS DISTINCT FROM $3::uuid`,
      [tenant, earners, account],
    );
  }
}
