import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** A wallet that registered itself, or a front end that a tenant registered. */
export interface FrontEnd {
  readonly id: string;
  /** Null for a wallet that registered itself. */
  readonly registeredFor: string | null;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly secretHash: string | null;
  /** Web origins from which it may be used. */
  readonly origins: readonly string[];
}

const columns = `id, registered_for AS "registeredFor", metadata, secret_hash AS "secretHash", origins`;

@Injectable()
export class FrontEndStore {
  async insert(tx: Tx, { id, registeredFor, metadata, secretHash, origins }: FrontEnd, now: Date): Promise<void> {
    await tx.query(
      `INSERT INTO front_end (id, registered_for, metadata, secret_hash, origins, used_at, created_at) VALUES ($1, $2, $3, $4, $5, $6, $6)`,
      [id, registeredFor, metadata, secretHash, origins, now],
    );
  }

  async byId(tx: Tx, id: string): Promise<FrontEnd | undefined> {
    const [row] = await tx.query<FrontEnd>(`SELECT ${columns} FROM front_end WHERE id = $1`, [id]);
    return row;
  }

  /** A day is exact enough to tell what is no longer used; the first use is noted at once. */
  async used(tx: Tx, id: string, now: Date): Promise<void> {
    await tx.query(`UPDATE front_end SET used_at = $2 WHERE id = $1 AND (used_at < $2::timestamptz - interval '1 day' OR used_at = created_at)`, [id, now]);
  }

  async remove(tx: Tx, id: string): Promise<void> {
    await tx.query(`DELETE FROM front_end WHERE id = $1`, [id]);
  }

  /** Wallets that registered before and that nobody ever used. */
  async removeNeverUsed(tx: Tx, before: Date): Promise<void> {
    await tx.query(`DELETE FROM front_end WHERE registered_for IS NULL AND used_at = created_at AND created_at < $1`, [before]);
  }

  /** Wallets that nobody used since. */
  async removeUnused(tx: Tx, before: Date): Promise<void> {
    await tx.query(`DELETE FROM front_end WHERE registered_for IS NULL AND used_at < $1`, [before]);
  }

  /** Whether any client, front end or program, may be used from this web origin. */
  async knowsOrigin(tx: Tx, origin: string): Promise<boolean> {
    const [row] = await tx.query<{ known: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM front_end WHERE origins @> ARRAY[$1]) OR
              EXISTS (SELECT 1 FROM api_client WHERE origins @> ARRAY[$1] AND disabled_at IS NULL) AS known`,
      [origin],
    );
    return row?.known ?? false;
  }
}
