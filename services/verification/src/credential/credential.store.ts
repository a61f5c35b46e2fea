import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { CredentialMark } from '../events/publishes.js';
import { intentBytes } from '../signer/intent-digest.js';
import type { StatusPlace } from '../status-list/status-place.js';
import type { Credential, CredentialIntent } from './credential.js';

const columns = `id, tenant_id AS tenant, award_id AS award, issuer_id AS issuer, list_id AS list, list_index AS index, state, revoked,
  version, signed_at AS "signedAt", updated_at AS "updatedAt"`;

@Injectable()
export class CredentialStore {
  /** Writes what will be signed, one or 500, in one statement, each with the digest that the signer holds it against. */
  async insert(tx: Tx, tenant: string, intents: readonly CredentialIntent[], at: Date): Promise<CredentialMark[]> {
    return tx.query(
      `INSERT INTO credential (tenant_id, id, award_id, issuer_id, issuer_profile_version, achievement_version_id, subject_id, awarded_on,
                               valid_from, valid_until, results, evidence, work, credits_earned, public, account_id, list_id, list_index, revision, state, revoked, version,
                               created_at, updated_at, intent_digest)
       SELECT $1, g.id, g.award, g.issuer, p.version, g.achievement_version, g.subject, g.awarded_on, g.valid_from, g.valid_until,
              g.results, g.evidence, g.work, g.credits, g.public, g.account, g.list, g.index, g.revision, CASE WHEN g.erased THEN 'SUBJECT_ERASED' ELSE 'PENDING' END, false, 1, $2, $2,
              CASE WHEN NOT g.erased THEN encode(sha256(g.slots || int4send(coalesce(p.version, 0))), 'hex') END
         FROM unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::date[], $9::timestamptz[], $10::date[], $11::jsonb[],
                     $12::boolean[], $13::uuid[], $14::int[], $15::uuid[], $16::boolean[], $17::jsonb[], $18::jsonb[], $19::float8[], $20::int[], $21::bytea[])
              AS g (id, award, issuer, achievement_version, subject, awarded_on, valid_from, valid_until, results, public, list, index, account, erased, evidence, work, credits, revision, slots)
         LEFT JOIN (SELECT issuer_id, max(version) AS version FROM issuer_profile
                     WHERE tenant_id = $1 AND issuer_id = ANY($5::uuid[]) GROUP BY issuer_id) p ON p.issuer_id = g.issuer
       RETURNING id, award_id AS award, version`,
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
        intents.map(({ evidence }) => JSON.stringify(evidence)),
        intents.map(({ work }) => (work ? JSON.stringify(work) : null)),
        intents.map(({ creditsEarned }) => creditsEarned),
        intents.map(({ revision }) => revision),
        intents.map((intent) => intentBytes(tenant, intent)),
      ],
    );
  }

  /**
   * Adds the credential of a further term to an award, from what the one before it says; undefined when there is none. It has
   * the profile that its issuer has by now.
   */
  async addTerm(
    tx: Tx,
    tenant: string,
    { id, award, validFrom, validUntil, place }: Pick<CredentialIntent, 'id' | 'award' | 'validFrom' | 'validUntil' | 'place'>,
    at: Date,
  ): Promise<CredentialMark | undefined> {
    const [before] = await this.supersede(tx, tenant, [award]);
    if (!before) return undefined;
    const [mark] = await this.insert(tx, tenant, [{ ...before, id, validFrom, validUntil, place, revision: before.revision + 1 }], at);
    return mark;
  }

  /** The latest credentials of awards, of which others follow now: none of them is the latest any more. */
  async supersede(tx: Tx, tenant: string, awards: readonly string[]): Promise<CredentialIntent[]> {
    const rows = await tx.query<Omit<CredentialIntent, 'place'> & StatusPlace>(
      `UPDATE credential SET latest = false WHERE tenant_id = $1 AND award_id = ANY($2::uuid[]) AND latest
       RETURNING id, award_id AS award, issuer_id AS issuer, achievement_version_id AS "achievementVersion", subject_id AS subject, awarded_on::text AS "awardedOn",
                 valid_from AS "validFrom", valid_until::text AS "validUntil", results, evidence, work, credits_earned AS "creditsEarned", public,
                 list_id AS list, list_index AS index, revision, account_id AS account, state = 'SUBJECT_ERASED' AS erased`,
      [tenant, awards],
    );
    return rows.map(({ list, index, ...row }) => ({ ...row, place: { list, index } }));
  }

  /** Sets the bits of an award's credentials, once; none when they were set before or there is no credential. */
  revoke(tx: Tx, tenant: string, award: string, at: Date): Promise<CredentialMark[]> {
    return tx.query(
      `UPDATE credential SET revoked = true, version = version + 1, updated_at = $3
        WHERE tenant_id = $1 AND award_id = $2 AND NOT revoked RETURNING id, award_id AS award, version`,
      [tenant, award, at],
    );
  }

  /** Sets the bits of single revisions, whatever becomes of their awards; answers those that were not set before. */
  revokeRevisions(tx: Tx, tenant: string, ids: readonly string[], at: Date): Promise<CredentialMark[]> {
    return tx.query(
      `UPDATE credential SET revoked = true, version = version + 1, updated_at = $3
        WHERE tenant_id = $1 AND id = ANY($2::uuid[]) AND NOT revoked RETURNING id, award_id AS award, version`,
      [tenant, ids, at],
    );
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
      `UPDATE credential SET state = 'SUBJECT_ERASED', intent_digest = NULL, results = '[]', evidence = '[]', work = NULL, account_id = NULL, fault = NULL, version = version + 1, updated_at = $3
        WHERE tenant_id = $1 AND subject_id = ANY($2::uuid[]) AND state <> 'SUBJECT_ERASED' RETURNING id, award_id AS award, version`,
      [tenant, subjects, at],
    );
  }

  /** Everything about the credentials of subjects, with their documents where there are any. */
  everythingOf(tx: Tx, tenant: string, subjects: readonly string[]): Promise<Record<string, unknown>[]> {
    return tx.query(
      `SELECT c.id, c.award_id AS award, c.issuer_id AS issuer, c.subject_id AS subject, c.state, c.awarded_on::text AS "awardedOn", c.valid_from AS "validFrom",
              c.valid_until::text AS "validUntil", c.results, c.evidence, c.work, c.public, c.revoked, c.list_id AS "statusList", c.list_index AS "statusIndex",
              c.signed_at AS "signedAt", c.version,
              (SELECT jsonb_object_agg(d.form, d.document) FROM credential_document d WHERE d.tenant_id = c.tenant_id AND d.credential_id = c.id) AS documents
         FROM credential c
        WHERE c.tenant_id = $1 AND c.subject_id = ANY($2::uuid[]) ORDER BY c.id`,
      [tenant, subjects],
    );
  }

  /**
   * Notes that the first documents of credentials were stored, once; answers those of which that was not known, with the hash of the document.
   * Both tables are gone to by id alone: told of the tenant as a constant, a planner that has no figures of a new table takes the
   * tenant for a handful of rows and reads all that he has, for each part of a load again.
   */
  signed(tx: Tx, tenant: string, ids: readonly string[], at: Date): Promise<(CredentialMark & { digest: string })[]> {
    return tx.query(
      `WITH g AS MATERIALIZED (
         SELECT $1::uuid AS tenant, u.id, d.signed_at, d.digest FROM unnest($2::uuid[]) AS u (id)
          CROSS JOIN LATERAL (SELECT o.signed_at, o.digest FROM credential_document o
                               WHERE o.tenant_id = $1 AND o.credential_id = u.id AND o.form = 'OB3_LD' LIMIT 1) d)
       UPDATE credential c SET state = 'SIGNED', fault = NULL, signed_at = g.signed_at, version = version + 1, updated_at = $3
         FROM g WHERE c.tenant_id = g.tenant AND c.id = g.id AND c.state = 'PENDING'
       RETURNING c.id, c.award_id AS award, c.version, g.digest`,
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

  /** The latest credential of each award: what is read under its public id. */
  byAwards(tx: Tx, awards: readonly string[]): Promise<Credential[]> {
    return tx.query(`SELECT ${columns} FROM credential WHERE award_id = ANY($1::uuid[]) AND latest`, [awards]);
  }

  /** All credentials of an award, the latest first: one for each of its terms. */
  ofAward(tx: Tx, award: string): Promise<Credential[]> {
    return tx.query(`SELECT ${columns} FROM credential WHERE award_id = $1 ORDER BY revision DESC LIMIT 100`, [award]);
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
