import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { FormerAddress } from './former-address.js';
import type { ServedDocument } from './former-answer.js';
import type { FormerDocumentRow } from './former-document-row.js';

export interface KnownDocument extends FormerAddress {
  readonly id: string;
  /** Whether it says what was given for it, to the byte, and stands for the same thing; also when it was erased with its person. */
  readonly same: boolean;
}

/** Documents that other hosts answered with, by their addresses there. */
@Injectable()
export class FormerDocumentStore {
  /** Those of the rows that are there, under their row locks, taken in one order by everybody. */
  lock(tx: Tx, tenant: string, rows: readonly FormerDocumentRow[]): Promise<KnownDocument[]> {
    return tx.query(
      `SELECT d.id, d.host, d.path, d.body IS NULL OR (d.body = g.body AND d.subject_id IS NOT DISTINCT FROM g.subject) AS same
         FROM former_document d JOIN unnest($2::text[], $3::text[], $4::text[], $5::uuid[]) AS g (host, path, body, subject) ON g.host = d.host AND g.path = d.path
        WHERE d.tenant_id = $1 ORDER BY d.host, d.path FOR UPDATE OF d`,
      [tenant, ...placesOf(rows), rows.map(({ body }) => body), rows.map(({ subject }) => subject)],
    );
  }

  /** Writes documents under new ids, or over what was known at their addresses. */
  async write(tx: Tx, tenant: string, rows: readonly (FormerDocumentRow & { readonly id: string })[], at: Date): Promise<void> {
    await tx.query(
      `INSERT INTO former_document (tenant_id, host, path, id, kind, body, revoked, subject_id, imported_at)
       SELECT $1, g.host, g.path, g.id, g.kind, g.body, g.revoked, g.subject, $9
         FROM unnest($2::text[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::boolean[], $8::uuid[]) AS g (host, path, id, kind, body, revoked, subject)
       ON CONFLICT (tenant_id, host, path) DO UPDATE
         SET kind = excluded.kind, body = excluded.body, revoked = excluded.revoked, subject_id = excluded.subject_id, imported_at = excluded.imported_at
         WHERE former_document.body IS NOT NULL`,
      [
        tenant,
        ...placesOf(rows),
        rows.map(({ id }) => id),
        rows.map(({ kind }) => kind),
        rows.map(({ body }) => body),
        rows.map(({ revoked }) => revoked),
        rows.map(({ subject }) => subject),
        at,
      ],
    );
  }

  async find(tx: Tx, tenant: string, { host, path }: FormerAddress): Promise<ServedDocument | undefined> {
    const [row] = await tx.query<ServedDocument>(
      `SELECT d.kind, d.body, d.revoked, d.subject_id AS subject, s.state AS "awardState"
         FROM former_document d LEFT JOIN award_state s ON d.kind = 'ASSERTION' AND s.tenant_id = d.tenant_id AND s.award_id = d.subject_id
        WHERE d.tenant_id = $1 AND d.host = $2 AND d.path = $3`,
      [tenant, host, path],
    );
    return row;
  }

  /** What was said of these awards elsewhere names a person, so it goes with him; that it was there stays. */
  async erase(tx: Tx, tenant: string, awards: readonly string[]): Promise<void> {
    await tx.query(`UPDATE former_document SET body = NULL WHERE tenant_id = $1 AND subject_id = ANY($2::uuid[]) AND kind = 'ASSERTION'`, [tenant, awards]);
  }
}

const placesOf = (rows: readonly FormerDocumentRow[]): [string[], string[]] => [rows.map(({ address }) => address.host), rows.map(({ address }) => address.path)];
