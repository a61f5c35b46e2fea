import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { TokenKey } from './token-key.js';

export interface SealedTokenKey extends TokenKey {
  readonly sealed: Buffer;
}

@Injectable()
export class TokenKeyStore {
  /** All of them; there are three at most. */
  all(tx: Tx): Promise<SealedTokenKey[]> {
    return tx.query(`SELECT kid, public_jwk AS "publicJwk", sealed, created_at AS "createdAt" FROM token_key ORDER BY created_at, kid`);
  }

  async insert(tx: Tx, { kid, publicJwk, sealed, createdAt }: SealedTokenKey): Promise<void> {
    await tx.query(`INSERT INTO token_key (kid, public_jwk, sealed, created_at) VALUES ($1, $2, $3, $4)`, [kid, publicJwk, sealed, createdAt]);
  }

  async remove(tx: Tx, kids: readonly string[]): Promise<void> {
    await tx.query(`DELETE FROM token_key WHERE kid = ANY ($1::text[])`, [kids]);
  }
}
