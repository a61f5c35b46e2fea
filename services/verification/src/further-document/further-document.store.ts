import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { FurtherDocument, KnownDocument } from './further-document.js';

interface Row extends Omit<KnownDocument, 'place'> {
  readonly list: string;
  readonly index: number;
}

const select = `SELECT d.id, d.tenant_id AS tenant, d.kind, d.issuer_id AS issuer, d.award_id AS award, d.subject_id AS subject, d.list_id AS list, d.list_index AS index,
    d.key_id AS key, d.document, d.digest, d.proof_value AS "proofValue", d.signed_at AS "signedAt", least(s.at, a.at) AS "revokedAt"
  FROM further_document d
  LEFT JOIN further_status_change s ON s.tenant_id = d.tenant_id AND s.document_id = d.id
  LEFT JOIN LATERAL (SELECT min(c.at) AS at FROM status_change c
                      WHERE c.tenant_id = d.tenant_id AND c.award_id = d.award_id AND c.purpose = 'revocation' AND c.value) a ON d.award_id IS NOT NULL`;

@Injectable()
export class FurtherDocumentStore {
  /** Stores one document; answers whether it did (see insertAll). */
  async insert(tx: Tx, document: FurtherDocument): Promise<boolean> {
    return (await this.insertAll(tx, document.tenant, [document])).has(document.id);
  }

  /**
   * Stores documents of a tenant unless their key was retired meanwhile; answers the ids of those it did. The caller holds the
   * signing lock of the issuers, so no key is retired from here on.
   */
  async insertAll(tx: Tx, tenant: string, documents: readonly FurtherDocument[]): Promise<Set<string>> {
    const rows = await tx.query<{ id: string }>(
      `INSERT INTO further_document (tenant_id, id, kind, issuer_id, award_id, subject_id, list_id, list_index, key_id, document, digest, proof_value, signed_at)
       SELECT $1::uuid, g.id, g.kind, g.issuer, g.award, g.subject, g.list, g.index, g.key, g.document, g.digest, g.proof_value, g.signed_at
         FROM unnest($2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::int[], $9::uuid[], $10::text[], $11::text[], $12::text[], $13::timestamptz[])
              AS g (id, kind, issuer, award, subject, list, index, key, document, digest, proof_value, signed_at)
        WHERE NOT EXISTS (SELECT 1 FROM signing_key_transition t WHERE t.tenant_id = $1 AND t.key_id = g.key AND t.state IN ('RETIRED', 'COMPROMISED'))
       RETURNING id`,
      [
        tenant,
        documents.map(({ id }) => id),
        documents.map(({ kind }) => kind),
        documents.map(({ issuer }) => issuer),
        documents.map(({ award }) => award),
        documents.map(({ subject }) => subject),
        documents.map(({ place }) => place.list),
        documents.map(({ place }) => place.index),
        documents.map(({ key }) => key),
        documents.map(({ document }) => document),
        documents.map(({ digest }) => digest),
        documents.map(({ proofValue }) => proofValue),
        documents.map(({ signedAt }) => signedAt),
      ],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Sets the bits of documents, once. */
  async revoke(tx: Tx, tenant: string, ids: readonly string[], at: Date): Promise<void> {
    await tx.query(
      `INSERT INTO further_status_change (tenant_id, document_id, at)
       SELECT d.tenant_id, d.id, $3 FROM further_document d WHERE d.tenant_id = $1 AND d.id = ANY($2::uuid[]) ON CONFLICT DO NOTHING`,
      [tenant, ids, at],
    );
  }

  async byIds(tx: Tx, tenant: string, ids: readonly string[]): Promise<KnownDocument[]> {
    return (await tx.query<Row>(`${select} WHERE d.tenant_id = $1 AND d.id = ANY($2::uuid[])`, [tenant, ids])).map(known);
  }

  /** Whose place it is, if it is that of a further document. */
  async atPlace(tx: Tx, tenant: string, list: string, index: number): Promise<KnownDocument | undefined> {
    const [row] = await tx.query<Row>(`${select} WHERE d.tenant_id = $1 AND d.list_id = $2 AND d.list_index = $3`, [tenant, list, index]);
    return row && known(row);
  }

  /** Copies of these awards and records about these subjects, the latest 1,000. */
  async about(tx: Tx, tenant: string, awards: readonly string[], subjects: readonly string[]): Promise<KnownDocument[]> {
    const rows = await tx.query<Row>(`${select} WHERE d.tenant_id = $1 AND (d.award_id = ANY($2::uuid[]) OR d.subject_id = ANY($3::uuid[])) ORDER BY d.id DESC LIMIT 1000`, [
      tenant,
      awards,
      subjects,
    ]);
    return rows.map(known);
  }

  /** Destroys the texts of copies of these awards, and of records about these subjects. For the worker role. */
  async destroyAbout(tx: Tx, tenant: string, awards: readonly string[], subjects: readonly string[]): Promise<void> {
    await tx.query(
      `UPDATE further_document SET document = NULL WHERE tenant_id = $1 AND document IS NOT NULL AND (award_id = ANY($2::uuid[]) OR subject_id = ANY($3::uuid[]))`,
      [tenant, awards, subjects],
    );
  }

  /** For the worker role. */
  async destroy(tx: Tx, tenant: string, id: string): Promise<void> {
    await tx.query('UPDATE further_document SET document = NULL WHERE tenant_id = $1 AND id = $2', [tenant, id]);
  }
}

const known = ({ list, index, ...row }: Row): KnownDocument => ({ ...row, place: { list, index } });
