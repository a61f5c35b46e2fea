import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** Links by which records are claimed: hashes of tokens that are still good, or have just run out. */
@Injectable()
export class ClaimLinkStore {
  /** Keeps a link as the only one of its record. */
  async put(tx: Tx, tenant: string, link: { earner: string; hash: Buffer; expiresAt: Date }): Promise<void> {
    await this.drop(tx, tenant, [link.earner]);
    await tx.query('INSERT INTO claim_link (tenant_id, token_hash, earner_id, expires_at) VALUES ($1, $2, $3, $4)', [
      tenant,
      link.hash,
      link.earner,
      link.expiresAt,
    ]);
  }

  /** Whose record a link is for; undefined when there is none, or it has run out. */
  async find(tx: Tx, tenant: string, hash: Buffer, now: Date): Promise<string | undefined> {
    const [row] = await tx.query<{ earner: string }>(
      'SELECT earner_id AS earner FROM claim_link WHERE tenant_id = $1 AND token_hash = $2 AND expires_at > $3',
      [tenant, hash, now],
    );
    return row?.earner;
  }

  async drop(tx: Tx, tenant: string, earners: readonly string[]): Promise<void> {
    await tx.query('DELETE FROM claim_link WHERE tenant_id = $1 AND earner_id = ANY($2::uuid[])', [tenant, earners]);
  }
}
