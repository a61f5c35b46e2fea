import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { Sealing } from '../sign-in/sealing.js';
import type { ProvenKey } from './proven-key.js';

/** Challenges and the keys that were proven by them. A DID tells who a person is, so it is sealed like his address. */
@Injectable()
export class ProvenKeyStore {
  constructor(private readonly sealing: Sealing) {}

  /** In place of the challenge that was open. */
  async challenge(tx: Tx, account: string, did: string, nonceHash: string, expiresAt: Date): Promise<void> {
    await tx.query(
      `INSERT INTO key_challenge (account_id, did_hash, nonce_hash, expires_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (account_id) DO UPDATE SET did_hash = excluded.did_hash, nonce_hash = excluded.nonce_hash, expires_at = excluded.expires_at`,
      [account, this.hashOf(did), nonceHash, expiresAt],
    );
  }

  /** Whether it was the open challenge of the account, for this key; it is none any more. */
  async take(tx: Tx, account: string, did: string, nonceHash: string, now: Date): Promise<boolean> {
    const rows = await tx.query(`DELETE FROM key_challenge WHERE account_id = $1 AND did_hash = $2 AND nonce_hash = $3 AND expires_at > $4 RETURNING account_id`, [
      account,
      this.hashOf(did),
      nonceHash,
      now,
    ]);
    return rows.length > 0;
  }

  /** Nothing changes for a key that was proven before. */
  async add(tx: Tx, account: string, { did, provenAt }: ProvenKey): Promise<void> {
    await tx.query(`INSERT INTO proven_key (account_id, did_hash, sealed, proven_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`, [
      account,
      this.hashOf(did),
      this.sealing.seal(placeOf(account), did),
      provenAt,
    ]);
  }

  async release(tx: Tx, account: string, did: string): Promise<boolean> {
    return (await tx.query(`DELETE FROM proven_key WHERE account_id = $1 AND did_hash = $2 RETURNING account_id`, [account, this.hashOf(did)])).length > 0;
  }

  /** Oldest first. */
  async of(tx: Tx, account: string): Promise<ProvenKey[]> {
    const rows = await tx.query<{ sealed: Buffer; provenAt: Date }>(`SELECT sealed, proven_at AS "provenAt" FROM proven_key WHERE account_id = $1 ORDER BY proven_at, did_hash`, [account]);
    return rows.map(({ sealed, provenAt }) => ({ did: this.sealing.unseal<string>(placeOf(account), sealed), provenAt }));
  }

  private hashOf(did: string): string {
    return this.sealing.keyedHash('proven key', did);
  }
}

const placeOf = (account: string): string => `proven key ${account}`;
