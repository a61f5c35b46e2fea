import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Accreditation } from './accreditation.js';

const columns = `tenant_id AS tenant, id, version, subject, subject_issuer_id AS "subjectIssuer", body, kind, source,
  valid_from::text AS "from", valid_until::text AS until, recorded_at AS "recordedAt"`;

/** Versions of accreditations, which everybody may read; a correction or an end is a further version. */
@Injectable()
export class AccreditationStore {
  async add(tx: Tx, accreditation: Accreditation): Promise<void> {
    const { tenant, id, version, subject, subjectIssuer, body, kind, source, from, until, recordedAt } = accreditation;
    await tx.query(
      `INSERT INTO accreditation (tenant_id, id, version, subject, subject_issuer_id, body, kind, source, valid_from, valid_until, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [tenant, id, version, subject, subjectIssuer, body, kind, source, from, until, recordedAt],
    );
  }

  /** The newest version of one that this tenant recorded. */
  async ofTenant(tx: Tx, tenant: string, id: string): Promise<Accreditation | undefined> {
    const [row] = await tx.query<Accreditation>(`SELECT ${columns} FROM accreditation WHERE tenant_id = $1 AND id = $2 ORDER BY version DESC LIMIT 1`, [tenant, id]);
    return row;
  }

  async byId(tx: Tx, id: string): Promise<Accreditation | undefined> {
    const [row] = await tx.query<Accreditation>(`SELECT ${columns} FROM accreditation WHERE id = $1 ORDER BY version DESC LIMIT 1`, [id]);
    return row;
  }

  /** Every version of what is stated about issuers, by DID or address. */
  about(tx: Tx, subjects: readonly string[]): Promise<Accreditation[]> {
    return tx.query(`SELECT ${columns} FROM accreditation WHERE subject = ANY($1::text[]) ORDER BY id, version LIMIT 2000`, [subjects]);
  }
}
