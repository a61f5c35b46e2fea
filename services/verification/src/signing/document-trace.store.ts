import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** What proves a copy of a document that was destroyed. */
export interface DocumentTrace {
  /** The proof's value, or the signature of a compact form as base64url. */
  readonly proofValue: string;
  readonly signedAt: Date;
}

@Injectable()
export class DocumentTraceStore {
  async keep(tx: Tx, tenant: string, credentials: readonly string[]): Promise<void> {
    await tx.query(
      `INSERT INTO document_trace (tenant_id, credential_id, form, key_id, digest, proof_value, signed_at)
       SELECT d.tenant_id, d.credential_id, d.form, d.key_id, d.digest,
              CASE WHEN d.form IN ('OB3_LD', 'ECDSA_SD')
                   THEN coalesce(d.document::jsonb #>> '{proof,0,proofValue}', d.document::jsonb #>> '{proof,proofValue}')
                   -- A compact JWS ends with its signature; the disclosures of an SD-JWT stand behind it.
                   ELSE split_part(split_part(d.document, '~', 1), '.', 3) END, d.signed_at
         FROM credential_document d WHERE d.tenant_id = $1 AND d.credential_id = ANY($2::uuid[]) ON CONFLICT DO NOTHING`,
      [tenant, credentials],
    );
  }

  /** Only those whose subject was erased: the table's own policy sees to it. */
  async destroyDocuments(tx: Tx, tenant: string, credentials: readonly string[]): Promise<void> {
    await tx.query('DELETE FROM credential_document WHERE tenant_id = $1 AND credential_id = ANY($2::uuid[])', [tenant, credentials]);
  }

  of(tx: Tx, tenant: string, credential: string): Promise<DocumentTrace[]> {
    return tx.query(`SELECT proof_value AS "proofValue", signed_at AS "signedAt" FROM document_trace WHERE tenant_id = $1 AND credential_id = $2`, [
      tenant,
      credential,
    ]);
  }
}
