import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { CredentialMark } from '../events/publishes.js';
import type { Credential, CredentialIntent } from './credential.js';

const columns = `id, tenant_id AS tenant, award_id AS award, issuer_id AS issuer, list_id AS list, list_index AS index, state, revoked,
  version, signed_at AS "signedAt", updated_at AS "updatedAt"`;

@Injectable()
export class CredentialStore {
  /** Writes what will be signed, one or 500, in one statement. */
  async insert(tx: Tx, tenant: string, intents: readonly CredentialIntent[], at: Date): Promise<void> {
    await tx.query(
      `INSERT INTO credential (tenant_id, id, award_id, issuer_id, issuer_profile_version, achievement_version_id, subject_id, awarded_on,
                               valid_from, valid_until, results, public, account_id, list_id, list_index, state, revoked, version, created_at, updated_at)
       SELECT $1, g.id, g.award, g.issuer, p.version, g.achievement_version, g.subject, g.awarded_on, g.valid_from, g.valid_until,
              g.results, g.public, g.account, g.list, g.index, CASE WHEN g.erased THEN 'SUBJECT_ERASED' ELSE 'PENDING' END, false, 1, $2, $2
         FROM unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::date[], $9::timestamptz[], $10::date[], $11::jsonb[],
                     $12::boolean[], $13::uuid[], $14::int[], $15::uuid[], $16::boolean[])
              AS g (id, award, issuer, achievement_version, subject, awarded_on, valid_from, valid_until, results, public, list, index, account, erased)
         LEFT JOIN (SELECT issuer_id, max(version) AS version FROM issuer_profile
                     WHERE tenant_id = $1 AND issuer_id = ANY($5::uuid[]) GROUP BY issuer_id) p ON p.issuer_id = g.issuer`,
      [
        tenant,
        at,
        intents.map(({ id }) => id),
        intents.map(({ award }) => award),
        intents.map(({ issuer }) => issuer),
        intents.map(({ achievementVersion }) => achievementVersion),
        intents.map(({ subject }) => subject),
        intents.map(({ awardedOn }) => awardedOn),
        intents.map(({ validFrom }) => validFrom),
        intents.map(({ validUntil }) => validUntil),
        intents.map(({ results }) => JSON.stringify(results)),
        intents.map((intent) => intent.public),
        intents.map(({ place }) => place.list),
        intents.map(({ place }) => place.index),
        intents.map(({ account }) => account),
        intents.map(({ erased }) => erased),
      ],
    );
  }

  /** Sets the credential's bit, once; undefined when it was set before or there is no credential. */
  async revoke(tx: Tx, tenant: string, award: string, at: Date): Promise<CredentialMark | undefined> {
    const [row] = await tx.query<CredentialMark>(
      `UPDATE credential SET revoked = true, version = version + 1, updated_at = $3
        WHERE tenant_id = $1 AND award_id = $2 AND NOT revoked RETURNING id, award_id AS award, version`,
      [tenant, award, at],
    );
    return row;
  }

  /** Says who may see the credential of an award: its own, or anyone. */
  async show(tx: Tx, tenant: string, award: string, anyone: boolean): Promise<void> {
    await tx.query('UPDATE credential SET public = $3 WHERE tenant_id = $1 AND award_id = $2', [tenant, award, anyone]);
  }

  /** Makes credentials readable to the person who has claimed the record behind them; null: to nobody as his own. */
  async belongTo(tx: Tx, tenant: string, subjects: readonly string[], account: string | null): Promise<void> {
    await tx.query(
      `UPDATE credential SET account_id = $3 WHERE tenant_id = $1 AND subject_id = ANY($2::uuid[]) AND state <> 'SUBJECT_ERASED' AND account_id IS DISTINCT FROM $3::uuid`,
      [tenant, subjects, account],
    );
  }

  /** Notes of credentials that nobody is behind them any more; answers those of which that was not known. */
  erase(tx: Tx, tenant: string, subjects: readonly string[], at: Date): Promise<CredentialMark[]> {
    return tx.query(
      `UPDATE credential SET state = 'SUBJECT_ERASED', results = '[]', account_id = NULL, fault = NULL, version = version + 1, updated_at = $3
        WHERE tenant_id = $1 AND subject_id = ANY($2::uuid[]) AND state <> 'SUBJECT_ERASED' RETURNING id, award_id AS award, version`,
      [tenant, subjects, at],
    );
  }

  /** Everything about the credentials of subjects, with their documents where there are any. */
  everythingOf(tx: Tx, tenant: string, subjects: readonly string[]): Promise<Record<string, unknown>[]> {
    return tx.query(
      `SELECT c.id, c.award_id AS award, c.issuer_id AS issuer, c.subject_id AS subject, c.state, c.awarded_on::text AS "awardedOn", c.valid_from AS "validFrom",
              c.valid_until::text AS "validUntil", c.results, c.public, c.revoked, c.list_id AS "statusList", c.list_index AS "statusIndex",
              c.signed_at AS "signedAt", c.version, d.document
         FROM credential c LEFT JOIN credential_document d ON d.tenant_id = c.tenant_id AND d.credential_id = c.id
        WHERE c.tenant_id = $1 AND c.subject_id = ANY($2::uuid[]) ORDER BY c.id`,
      [tenant, subjects],
    );
  }

  /** Notes that documents were stored. */
  signed(tx: Tx, tenant: string, ids: readonly string[], at: Date): Promise<CredentialMark[]> {
    return tx.query(
      `UPDATE credential SET state = 'SIGNED', fault = NULL, signed_at = $3, version = version + 1, updated_at = $3
        WHERE tenant_id = $1 AND id = ANY($2::uuid[]) AND state = 'PENDING' RETURNING id, award_id AS award, version`,
      [tenant, ids, at],
    );
  }

  /** Notes why credentials cannot be signed, so that the background signer passes them over. */
  async faulty(tx: Tx, tenant: string, faults: readonly { id: string; fault: string }[]): Promise<void> {
    await tx.query(
      `UPDATE credential c SET fault = g.fault FROM unnest($2::uuid[], $3::text[]) AS g (id, fault)
        WHERE c.tenant_id = $1 AND c.id = g.id AND c.state = 'PENDING'`,
      [tenant, faults.map(({ id }) => id), faults.map(({ fault }) => fault)],
    );
  }

  byIds(tx: Tx, ids: readonly string[]): Promise<Credential[]> {
    return tx.query(`SELECT ${columns} FROM credential WHERE id = ANY($1::uuid[])`, [ids]);
  }

  byAwards(tx: Tx, awards: readonly string[]): Promise<Credential[]> {
    return tx.query(`SELECT ${columns} FROM credential WHERE award_id = ANY($1::uuid[])`, [awards]);
  }

  /** Credentials that wait for a signature, in id order, of any tenant: for the worker role. */
  pending(tx: Tx, after: string | null, limit: number): Promise<Credential[]> {
    return tx.query(
      `SELECT ${columns} FROM credential WHERE state = 'PENDING' AND fault IS NULL AND ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2`,
      [after, limit],
    );
  }

  /** One page of the tenant's credentials in id order, for the snapshot of the change feed. */
  snapshot(tx: Tx, tenant: string, after: string | null, limit: number): Promise<{ id: string; version: number; changedAt: Date }[]> {
    return tx.query(
      `SELECT id, version, updated_at AS "changedAt" FROM credential
        WHERE tenant_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
      [tenant, after, limit],
    );
  }
}
