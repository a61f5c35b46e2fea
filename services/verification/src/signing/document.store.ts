import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { SigningMaterial } from './credential-body.js';
import type { CredentialForm } from './credential-form.js';

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
  byCredentials(tx: Tx, tenant: string, credentials: readonly string[], form: CredentialForm = 'OB3_LD'): Promise<StoredDocument[]> {
    return tx.query(
      `SELECT credential_id AS credential, document, signed_at AS "signedAt" FROM credential_document
        WHERE tenant_id = $1 AND credential_id = ANY($2::uuid[]) AND form = $3`,
      [tenant, credentials, form],
    );
  }

  /** Every document of a credential, in whatever form. */
  everyForm(tx: Tx, tenant: string, credential: string): Promise<(StoredDocument & { form: CredentialForm })[]> {
    return tx.query(
      `SELECT credential_id AS credential, form, document, signed_at AS "signedAt" FROM credential_document WHERE tenant_id = $1 AND credential_id = $2`,
      [tenant, credential],
    );
  }

  /** Which of credentials have a document of a form. */
  async present(tx: Tx, tenant: string, credentials: readonly string[], form: CredentialForm): Promise<Set<string>> {
    const rows = await tx.query<{ credential: string }>(
      `SELECT credential_id AS credential FROM credential_document WHERE tenant_id = $1 AND credential_id = ANY($2::uuid[]) AND form = $3`,
      [tenant, credentials, form],
    );
    return new Set(rows.map(({ credential }) => credential));
  }

  /**
   * Stores documents that are the first of their credential and form, whose key is still in use and whose subject was not
   * erased meanwhile; returns which those are. For the role of the signer, which holds the signing lock of the issuers, so
   * that no key is retired meanwhile, and the people of the tenant, so that nobody is erased.
   */
  async insertFirst(tx: Tx, tenant: string, form: CredentialForm, documents: readonly NewDocument[]): Promise<Set<string>> {
    const rows = await tx.query<{ credential: string }>(
      `INSERT INTO credential_document (tenant_id, credential_id, form, key_id, document, digest, signed_at)
       SELECT $1::uuid, g.credential, $7::text, g.key, g.document, g.digest, g.signed_at
         FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::timestamptz[]) AS g (credential, key, document, digest, signed_at)
         JOIN credential c ON c.tenant_id = $1 AND c.id = g.credential AND c.state <> 'SUBJECT_ERASED'
        WHERE NOT EXISTS (SELECT 1 FROM signing_key_transition t WHERE t.tenant_id = $1 AND t.key_id = g.key AND t.state IN ('RETIRED', 'COMPROMISED'))
       ON CONFLICT (tenant_id, credential_id, form) DO NOTHING RETURNING credential_id AS credential`,
      [
        tenant,
        documents.map(({ credential }) => credential),
        documents.map(({ key }) => key),
        documents.map(({ document }) => document),
        documents.map(({ digest }) => digest),
        documents.map(({ signedAt }) => signedAt),
        form,
      ],
    );
    return new Set(rows.map(({ credential }) => credential));
  }

  /** What the documents of credentials say; those whose issuer or achievement was not heard of yet are left out, and those of erased subjects. */
  async material(tx: Tx, tenant: string, credentials: readonly string[]): Promise<SigningMaterial[]> {
    const rows = await tx.query<Omit<SigningMaterial, 'text'> & { text: SigningMaterial['text'] | null }>(
      // A text is thousands of characters long and many credentials share it: it comes with the first of them.
      `SELECT c.id, c.tenant_id AS tenant, c.award_id AS award, c.issuer_id AS issuer, i.did,
              jsonb_build_object('name', p.name, 'url', p.url, 'imageUrl', p.image_url) AS profile,
              CASE WHEN row_number() OVER (PARTITION BY c.achievement_version_id ORDER BY c.id) = 1 THEN t.content END AS text,
              c.achievement_version_id AS "achievementVersion", c.issuer_profile_version AS "profileVersion", c.intent_digest AS "intentDigest",
              c.subject_id AS subject, c.awarded_on::text AS "awardedOn", c.valid_from AS "validFrom", c.valid_until::text AS "validUntil",
              c.results, c.evidence, c.work, c.credits_earned AS "creditsEarned", c.list_id AS list, c.list_index AS index
         FROM credential c
         JOIN issuer_identity i ON i.tenant_id = c.tenant_id AND i.issuer_id = c.issuer_id
         JOIN issuer_profile p ON p.tenant_id = c.tenant_id AND p.issuer_id = c.issuer_id AND p.version = coalesce(c.issuer_profile_version, 1)
         JOIN achievement_text t ON t.tenant_id = c.tenant_id AND t.version_id = c.achievement_version_id
        WHERE c.tenant_id = $1 AND c.id = ANY($2::uuid[]) AND c.state <> 'SUBJECT_ERASED'`,
      [tenant, credentials],
    );
    const texts = new Map(rows.flatMap(({ achievementVersion, text }) => (text ? [[achievementVersion, text] as const] : [])));
    return rows.flatMap((row) => {
      const text = texts.get(row.achievementVersion);
      return text ? [{ ...row, text }] : [];
    });
  }
}
