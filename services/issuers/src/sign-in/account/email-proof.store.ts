import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** Links that prove an e-mail address, by the hash of what stands in them. */
@Injectable()
export class EmailProofStore {
  async insert(tx: Tx, proof: { readonly tokenHash: string; readonly account: string; readonly expiresAt: Date }): Promise<void> {
    await tx.query(`INSERT INTO email_proof (token_hash, account_id, expires_at) VALUES ($1, $2, $3)`, [proof.tokenHash, proof.account, proof.expiresAt]);
  }

  /** The account whose link it was; a link is good once. */
  async take(tx: Tx, tokenHash: string, now: Date): Promise<string | undefined> {
    const [row] = await tx.query<{ account: string }>(
      `DELETE FROM email_proof WHERE token_hash = $1 AND expires_at > $2 RETURNING account_id AS account`,
      [tokenHash, now],
    );
    return row?.account;
  }

  async removeExpired(tx: Tx, now: Date): Promise<void> {
    await tx.query(`DELETE FROM email_proof WHERE expires_at <= $1`, [now]);
  }
}
