import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** What is done about the documents of a compromised key. */
export interface KeyReplacement {
  readonly tenant: string;
  readonly key: string;
  readonly from: Date;
  readonly reissue: boolean;
  readonly begunAt: Date;
  /** The last credential that was seen to. */
  readonly reached: string | null;
  readonly revoked: number;
  readonly reissued: number;
  readonly finishedAt: Date | null;
}

/** A credential whose document was signed by the key. */
export interface AffectedCredential {
  readonly id: string;
  readonly award: string;
  readonly issuer: string;
  readonly list: string;
  /** Whether it is the one that is read under the award's address, and stands. */
  readonly standing: boolean;
  /** Its validity has ended: a new document would say nothing. */
  readonly over: boolean;
  /** A document of it was signed at or after the instant of the compromise. */
  readonly doubtful: boolean;
}

const columns = `r.tenant_id AS tenant, r.key_id AS key, r.compromised_from AS "from", r.reissue, r.begun_at AS "begunAt", r.reached, r.revoked, r.reissued,
  r.finished_at AS "finishedAt"`;

@Injectable()
export class KeyReplacementStore {
  async begin(tx: Tx, { tenant, key, from, reissue, at }: { tenant: string; key: string; from: Date; reissue: boolean; at: Date }): Promise<void> {
    await tx.query('INSERT INTO key_replacement (tenant_id, key_id, compromised_from, reissue, begun_at) VALUES ($1, $2, $3, $4, $5)', [
      tenant,
      key,
      from,
      reissue,
      at,
    ]);
  }

  /** Those of an issuer, newest first. */
  ofIssuer(tx: Tx, tenant: string, issuer: string): Promise<KeyReplacement[]> {
    return tx.query(
      `SELECT ${columns} FROM key_replacement r JOIN signing_key k ON k.tenant_id = r.tenant_id AND k.id = r.key_id
        WHERE r.tenant_id = $1 AND k.issuer_id = $2 ORDER BY r.begun_at DESC LIMIT 100`,
      [tenant, issuer],
    );
  }

  /** The oldest that is not finished, of any tenant, locked; one that somebody else works at is passed over. */
  async next(tx: Tx): Promise<KeyReplacement | undefined> {
    const [row] = await tx.query<KeyReplacement>(
      `SELECT ${columns} FROM key_replacement r WHERE r.finished_at IS NULL ORDER BY r.begun_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
    );
    return row;
  }

  /** The next credentials with a document of the key, in id order. */
  affected(tx: Tx, { tenant, key, from, reached }: KeyReplacement, today: Date, limit: number): Promise<AffectedCredential[]> {
    return tx.query(
      `SELECT c.id, c.award_id AS award, c.issuer_id AS issuer, c.list_id AS list, c.latest AND NOT c.revoked AS standing,
              coalesce(c.valid_until <= $5::timestamptz, false) AS over, d.doubtful
         FROM (SELECT credential_id, bool_or(signed_at >= $3) AS doubtful FROM credential_document
                WHERE tenant_id = $1 AND key_id = $2 AND ($4::uuid IS NULL OR credential_id > $4) GROUP BY credential_id ORDER BY credential_id LIMIT $6) d
         JOIN credential c ON c.tenant_id = $1 AND c.id = d.credential_id
        ORDER BY c.id`,
      [tenant, key, from, reached, today, limit],
    );
  }

  async advance(tx: Tx, { tenant, key }: KeyReplacement, step: { reached: string | null; revoked: number; reissued: number; finishedAt: Date | null }): Promise<void> {
    await tx.query(
      `UPDATE key_replacement SET reached = coalesce($3, reached), revoked = revoked + $4, reissued = reissued + $5, finished_at = $6
        WHERE tenant_id = $1 AND key_id = $2`,
      [tenant, key, step.reached, step.revoked, step.reissued, step.finishedAt],
    );
  }
}
