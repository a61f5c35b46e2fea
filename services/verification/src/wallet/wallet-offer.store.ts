import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { WalletOffer, WalletOfferState } from './wallet-offer.js';

const columns = `o.id, o.tenant_id AS tenant, o.award_id AS award, o.issuer_id AS issuer, o.state, o.transaction_code_hash AS "transactionCodeHash", o.wrong,
  o.token_until AS "tokenUntil", o.expires_at AS "expiresAt", o.created_at AS "createdAt", o.taken_at AS "takenAt"`;

@Injectable()
export class WalletOfferStore {
  /** Keeps an offer; an earlier one of the award that nobody took up ends with it. */
  async insert(tx: Tx, offer: WalletOffer, codeHash: Buffer): Promise<void> {
    const { tenant, id, award, issuer, transactionCodeHash, expiresAt, createdAt } = offer;
    await tx.query(`UPDATE wallet_offer SET state = 'WITHDRAWN' WHERE tenant_id = $1 AND award_id = $2 AND state = 'OFFERED'`, [tenant, award]);
    await tx.query(
      `INSERT INTO wallet_offer (tenant_id, id, award_id, issuer_id, state, code_hash, transaction_code_hash, expires_at, created_at)
       VALUES ($1, $2, $3, $4, 'OFFERED', $5, $6, $7, $8)`,
      [tenant, id, award, issuer, codeHash, transactionCodeHash, expiresAt, createdAt],
    );
  }

  /** Those the reader of the transaction may see. */
  byIds(tx: Tx, ids: readonly string[]): Promise<WalletOffer[]> {
    return tx.query(`SELECT ${columns} FROM wallet_offer o WHERE o.id = ANY($1::uuid[])`, [ids]);
  }

  async lockByCode(tx: Tx, tenant: string, hash: Buffer): Promise<WalletOffer | undefined> {
    const [row] = await tx.query<WalletOffer>(`SELECT ${columns} FROM wallet_offer o WHERE o.tenant_id = $1 AND o.code_hash = $2 FOR UPDATE`, [tenant, hash]);
    return row;
  }

  async byToken(tx: Tx, tenant: string, hash: Buffer): Promise<WalletOffer | undefined> {
    const [row] = await tx.query<WalletOffer>(`SELECT ${columns} FROM wallet_offer o WHERE o.tenant_id = $1 AND o.token_hash = $2`, [tenant, hash]);
    return row;
  }

  async lock(tx: Tx, tenant: string, id: string): Promise<WalletOffer | undefined> {
    const [row] = await tx.query<WalletOffer>(`SELECT ${columns} FROM wallet_offer o WHERE o.tenant_id = $1 AND o.id = $2 FOR UPDATE`, [tenant, id]);
    return row;
  }

  async guessed(tx: Tx, { tenant, id }: WalletOffer, state: WalletOfferState): Promise<void> {
    await tx.query('UPDATE wallet_offer SET wrong = wrong + 1, state = $3 WHERE tenant_id = $1 AND id = $2', [tenant, id, state]);
  }

  async redeemed(tx: Tx, { tenant, id }: WalletOffer, tokenHash: Buffer, until: Date): Promise<void> {
    await tx.query(`UPDATE wallet_offer SET state = 'REDEEMED', token_hash = $3, token_until = $4 WHERE tenant_id = $1 AND id = $2`, [tenant, id, tokenHash, until]);
  }

  async taken(tx: Tx, { tenant, id }: WalletOffer, document: string, at: Date): Promise<void> {
    await tx.query(`UPDATE wallet_offer SET state = 'TAKEN', document_id = $3, taken_at = $4 WHERE tenant_id = $1 AND id = $2`, [tenant, id, document, at]);
  }

  /** Uses a nonce; false when it was used before. Forgets those that lapsed on the way. */
  async useNonce(tx: Tx, tenant: string, hash: Buffer, until: Date, now: Date): Promise<boolean> {
    await tx.query('DELETE FROM wallet_nonce WHERE tenant_id = $1 AND until < $2', [tenant, now]);
    const rows = await tx.query('INSERT INTO wallet_nonce (tenant_id, nonce_hash, until) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1', [tenant, hash, until]);
    return rows.length > 0;
  }

  /** Whether the award holds, as far as it was heard of. */
  async holds(tx: Tx, tenant: string, award: string): Promise<boolean> {
    const rows = await tx.query(`SELECT 1 FROM award_state WHERE tenant_id = $1 AND award_id = $2 AND state = 'ACTIVE'`, [tenant, award]);
    return rows.length > 0;
  }
}
