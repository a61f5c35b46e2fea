import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** A definition published in this registry, in the words of documents. */
export interface DefinitionHere {
  readonly version: string;
  readonly achievement: string;
  readonly issuer: string;
  readonly did: string;
  readonly title: string;
  readonly description: string;
  readonly criteria: string;
  /** Null for what was heard before this was kept. */
  readonly publishedAt: Date | null;
  readonly recordedAt: Date;
}

const select = `SELECT t.version_id AS version, t.content->>'achievement' AS achievement, t.issuer_id AS issuer, i.did, t.content->>'title' AS title,
    t.content->>'description' AS description, t.content->>'criteria' AS criteria, t.published_at AS "publishedAt", t.recorded_at AS "recordedAt"
  FROM achievement_text t JOIN issuer_identity i ON i.tenant_id = t.tenant_id AND i.issuer_id = t.issuer_id`;

/** Published definitions, which everybody may know. */
@Injectable()
export class DefinitionStore {
  async byVersion(tx: Tx, version: string): Promise<DefinitionHere | undefined> {
    const [row] = await tx.query<DefinitionHere>(`${select} WHERE t.version_id = $1`, [version]);
    return row;
  }

  /** Those with this title and description but for the case of letters, the first heard of first; at most 20. */
  withWords(tx: Tx, title: string, description: string): Promise<DefinitionHere[]> {
    return tx.query(
      `${select} WHERE md5(lower(t.content->>'title') || chr(31) || lower(t.content->>'description')) = md5(lower($1) || chr(31) || lower($2))
        ORDER BY t.recorded_at LIMIT 20`,
      [title, description],
    );
  }
}
