import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { SigningMaterial } from './credential-body.js';

export interface StoredDocument {
  readonly credential: string;
  /** The exact text that was signed. */
  readonly document: string;
  readonly signedAt: Date;
}

export interface NewDocument extends StoredDocument {
  readonly key: string;
  readonly digest: string;
}

@Injectable()
export class DocumentStore {
  byCredentials(tx: Tx, tenant: string, credentials: readonly string[]): Promise<StoredDocument[]> {
    return tx.query(
      `SELECT credential_id AS credential, document, signed_at AS "signedAt" FROM credential_document
        WHERE tenant_id = $1 AND credential_id = ANY($2::uuid[]) AND form = 'OB3_LD'`,
      [tenant, credentials],
    );
  }

  /**
   * Stores documents that are the first of their credential, whose key is still in use and whose subject was not erased
   * meanwhile; returns which those are.
   * The caller holds the signing lock of the issuers, so no key is retired meanwhile.
   */
  async insertFirst(tx: Tx, tenant: string, documents: readonly NewDocument[]): Promise<Set<string>> {
    const rows = await tx.query<{ credential: string }>(
      `WITH open AS (
         SELECT c.id FROM credential c WHERE c.tenant_id = $1 AND c.id = ANY($2::uuid[]) AND c.state <> 'SUBJECT_ERASED' ORDER BY c.id FOR UPDATE
       )
       INSERT INTO credential_document (tenant_id, credential_id, form, key_id, document, digest, signed_at)
       SELECT $1::uuid, g.credential, 'OB3_LD', g.key, g.document, g.digest, g.signed_at
         FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::timestamptz[]) AS g (credential, key, document, digest, signed_at)
         JOIN open ON open.id = g.credential
        WHERE NOT EXISTS (SELECT 1 FROM signing_key_transition t WHERE t.tenant_id = $1 AND t.key_id = g.key AND t.state <> 'ACTIVE')
       ON CONFLICT (tenant_id, credential_id, form) DO NOTHING RETURNING credential_id AS credential`,
      [
        tenant,
        documents.map(({ credential }) => credential),
        documents.map(({ key }) => key),
        documents.map(({ document }) => document),
        documents.map(({ digest }) => digest),
        documents.map(({ signedAt }) => signedAt),
      ],
    );
    return new Set(rows.map(({ credential }) => credential));
  }

  /** What the documents of credentials say; those whose issuer or achievement was not heard of yet are left out, and those of erased subjects. */
  material(tx: Tx, tenant: string, credentials: readonly string[]): Promise<SigningMaterial[]> {
    return tx.query(
      `SELECT c.id, c.tenant_id AS tenant, c.award_id AS award, c.issuer_id AS issuer, i.did,
              jsonb_build_object('name', p.name, 'url', p.url, 'imageUrl', p.image_url) AS profile, t.content AS text,
              c.subject_id AS subject, c.awarded_on::text AS "awardedOn", c.valid_from AS "validFrom", c.valid_until::text AS "validUntil",
              c.results, c.list_id AS list, c.list_index AS index
         FROM credential c
         JOIN issuer_identity i ON i.tenant_id = c.tenant_id AND i.issuer_id = c.issuer_id
         JOIN issuer_profile p ON p.tenant_id = c.tenant_id AND p.issuer_id = c.issuer_id AND p.version = coalesce(c.issuer_profile_version, 1)
         JOIN achievement_text t ON t.tenant_id = c.tenant_id AND t.version_id = c.achievement_version_id
        WHERE c.tenant_id = $1 AND c.id = ANY($2::uuid[]) AND c.state <> 'SUBJECT_ERASED'`,
      [tenant, credentials],
    );
  }
}
