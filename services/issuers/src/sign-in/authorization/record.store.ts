import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** One thing oidc-provider keeps, under hashes of the secrets that find it. */
export interface AuthorizationRecord {
  readonly kind: string;
  readonly idHash: string;
  readonly uidHash: string | null;
  readonly grantHash: string | null;
  readonly sealed: Buffer;
  readonly consumedAt: Date | null;
  readonly expiresAt: Date;
}

const columns = `kind, id_hash AS "idHash", uid_hash AS "uidHash", grant_hash AS "grantHash", sealed, consumed_at AS "consumedAt", expires_at AS "expiresAt"`;

@Injectable()
export class AuthorizationRecordStore {
  async put(tx: Tx, { kind, idHash, uidHash, grantHash, sealed, expiresAt }: Omit<AuthorizationRecord, 'consumedAt'>): Promise<void> {
    await tx.query(
      `INSERT INTO authorization_record (kind, id_hash, uid_hash, grant_hash, sealed, expires_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (kind, id_hash) DO UPDATE SET uid_hash = $3, grant_hash = $4, sealed = $5, expires_at = $6`,
      [kind, idHash, uidHash, grantHash, sealed, expiresAt],
    );
  }

  async find(tx: Tx, kind: string, idHash: string, now: Date): Promise<AuthorizationRecord | undefined> {
    const [row] = await tx.query<AuthorizationRecord>(
      `SELECT ${columns} FROM authorization_record WHERE kind = $1 AND id_hash = $2 AND expires_at > $3`,
      [kind, idHash, now],
    );
    return row;
  }

  async findByUid(tx: Tx, kind: string, uidHash: string, now: Date): Promise<AuthorizationRecord | undefined> {
    const [row] = await tx.query<AuthorizationRecord>(
      `SELECT ${columns} FROM authorization_record WHERE kind = $1 AND uid_hash = $2 AND expires_at > $3`,
      [kind, uidHash, now],
    );
    return row;
  }

  /** True for the first who consumes it; of two at once, one is the first. */
  async consume(tx: Tx, kind: string, idHash: string, now: Date): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE authorization_record SET consumed_at = $3 WHERE kind = $1 AND id_hash = $2 AND consumed_at IS NULL RETURNING id_hash`,
      [kind, idHash, now],
    );
    return rows.length > 0;
  }

  async remove(tx: Tx, kind: string, idHash: string): Promise<void> {
    await tx.query(`DELETE FROM authorization_record WHERE kind = $1 AND id_hash = $2`, [kind, idHash]);
  }

  /** Everything of one kind that hangs on a grant. */
  async removeOfGrant(tx: Tx, kind: string, grantHash: string): Promise<void> {
    await tx.query(`DELETE FROM authorization_record WHERE grant_hash = $2 AND kind = $1`, [kind, grantHash]);
  }

  /** The grant and everything that hangs on it. */
  async removeGrant(tx: Tx, grantHash: string): Promise<void> {
    await tx.query(`DELETE FROM authorization_record WHERE grant_hash = $1 OR (kind = 'Grant' AND id_hash = $1)`, [grantHash]);
  }

  async removeExpired(tx: Tx, now: Date): Promise<void> {
    await tx.query(`DELETE FROM authorization_record WHERE expires_at <= $1`, [now]);
  }
}
