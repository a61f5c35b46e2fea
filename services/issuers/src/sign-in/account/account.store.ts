import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { Sealing } from '../sealing.js';
import { type Account, comparedEmail } from './account.js';

type Row = Omit<Account, 'email' | 'name'> & { readonly sealed: Buffer };
type Personal = Pick<Account, 'email' | 'name'>;

const columns = `id, sealed, password, email_verified_at AS "emailVerifiedAt", disabled_at AS "disabledAt", created_at AS "createdAt"`;

/** Accounts; address and name are sealed on the way in and opened on the way out. */
@Injectable()
export class AccountStore {
  constructor(private readonly sealing: Sealing) {}

  /** False when the address has an account already. */
  async insert(tx: Tx, { id, email, name, password, emailVerifiedAt, createdAt }: Account): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO account (id, email_hash, sealed, password, email_verified_at, created_at)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (email_hash) DO NOTHING RETURNING id`,
      [id, email && this.emailHash(email), this.sealing.seal(`account ${id}`, { email, name }), password, emailVerifiedAt, createdAt],
    );
    return rows.length > 0;
  }

  /** Without a hash of the address: another issuer's word for it finds no account here. */
  async insertStranger(tx: Tx, { id, email, name, createdAt }: Account): Promise<void> {
    await tx.query(`INSERT INTO account (id, sealed, created_at) VALUES ($1, $2, $3)`, [id, this.sealing.seal(`account ${id}`, { email, name }), createdAt]);
  }

  async byId(tx: Tx, id: string): Promise<Account | undefined> {
    const [row] = await tx.query<Row>(`SELECT ${columns} FROM account WHERE id = $1`, [id]);
    return row && this.opened(row);
  }

  async byEmail(tx: Tx, email: string): Promise<Account | undefined> {
    const [row] = await tx.query<Row>(`SELECT ${columns} FROM account WHERE email_hash = $1`, [this.emailHash(email)]);
    return row && this.opened(row);
  }

  /** Hash of the address that the account has proven; null while it has proven none. */
  async provenEmailHash(tx: Tx, id: string): Promise<string | null> {
    const [row] = await tx.query<{ hash: string | null }>(
      `SELECT email_hash AS hash FROM account WHERE id = $1 AND email_verified_at IS NOT NULL AND disabled_at IS NULL`,
      [id],
    );
    return row?.hash ?? null;
  }

  async byIdentity(tx: Tx, issuer: string, subject: string): Promise<string | undefined> {
    const [row] = await tx.query<{ id: string }>(`SELECT account_id AS id FROM account_identity WHERE issuer = $1 AND subject_hash = $2`, [
      issuer,
      this.subjectHash(issuer, subject),
    ]);
    return row?.id;
  }

  async addIdentity(tx: Tx, account: string, issuer: string, subject: string): Promise<void> {
    await tx.query(`INSERT INTO account_identity (issuer, subject_hash, account_id) VALUES ($1, $2, $3)`, [
      issuer,
      this.subjectHash(issuer, subject),
      account,
    ]);
  }

  async verifyEmail(tx: Tx, id: string, now: Date): Promise<void> {
    await tx.query(`UPDATE account SET email_verified_at = coalesce(email_verified_at, $2) WHERE id = $1`, [id, now]);
  }

  /** Who never proved his address frees it again. */
  async removeUnverified(tx: Tx, before: Date): Promise<void> {
    await tx.query(
      `DELETE FROM account WHERE email_verified_at IS NULL AND password IS NOT NULL AND created_at < $1
          AND NOT EXISTS (SELECT 1 FROM email_proof p WHERE p.account_id = account.id)`,
      [before],
    );
  }

  /** The keyed hash under which an address is kept. */
  emailHash(email: string): string {
    return this.sealing.keyedHash('email', comparedEmail(email));
  }

  private subjectHash(issuer: string, subject: string): string {
    return this.sealing.keyedHash('identity', `${issuer}\n${subject}`);
  }

  private opened({ sealed, ...row }: Row): Account {
    return { ...row, ...this.sealing.unseal<Personal>(`account ${row.id}`, sealed) };
  }
}
