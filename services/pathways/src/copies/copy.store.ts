import type { Outcome } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { type MetadataEntry, withEntry } from './achievement-metadata.js';
import { plainArray } from '../progress/plain-array.js';
import type { AchievementCopy, IssuerCopy, KnownAchievement } from './copy.js';

/** Public facts of other services, copied from their events and shared by all tenants. */
@Injectable()
export class CopyStore {
  async putIssuer(tx: Tx, { id, tenant, state }: IssuerCopy, version: number): Promise<Outcome> {
    // Every event carries the whole profile, so the newest one is enough.
    const rows = await tx.query(
      `INSERT INTO issuer_copy (id, tenant_id, state, version) VALUES ($1, $2, $3, $4)
       ON CONFLICT (id) DO UPDATE SET state = EXCLUDED.state, version = EXCLUDED.version WHERE issuer_copy.version < EXCLUDED.version
       RETURNING id`,
      [id, tenant, state, version],
    );
    return rows.length > 0 ? 'applied' : 'stale';
  }

  async addAchievement(tx: Tx, { id, tenant, issuer }: { id: string; tenant: string; issuer: string }): Promise<Outcome> {
    const rows = await tx.query(
      `INSERT INTO achievement_copy (id, tenant_id, issuer_id, state, version) VALUES ($1, $2, $3, 'draft', 1)
       ON CONFLICT (id) DO NOTHING RETURNING id`,
      [id, tenant, issuer],
    );
    return rows.length > 0 ? 'applied' : 'stale';
  }

  /** Applies the next event of an achievement. `published` and `retired` name the version they are about. */
  async changeAchievement(
    tx: Tx,
    id: string,
    version: number,
    change: { published?: { version: string; title: string; metadata: MetadataEntry; repeatable: boolean }; retired?: string },
  ): Promise<Outcome> {
    const [copy] = await tx.query<{ version: number; metadata: MetadataEntry[] }>(`SELECT version, metadata FROM achievement_copy WHERE id = $1 FOR UPDATE`, [id]);
    if (!copy || version > copy.version + 1) return 'early';
    if (version <= copy.version) return 'stale';
    const { published } = change;
    await tx.query(
      `UPDATE achievement_copy
          SET version = $2, title = coalesce($4, title), current_version_id = coalesce($3, current_version_id),
              state = CASE WHEN $3::uuid IS NOT NULL THEN 'published' WHEN current_version_id = $5 THEN 'retired' ELSE state END,
              metadata = coalesce($6::jsonb, metadata), repeatable = coalesce($7, repeatable)
        WHERE id = $1`,
      [
        id,
        version,
        published?.version ?? null,
        published?.title ?? null,
        change.retired ?? null,
        published ? JSON.stringify(withEntry(copy.metadata, published.metadata)) : null,
        published?.repeatable ?? null,
      ],
    );
    return 'applied';
  }

  issuers(tx: Tx, ids: readonly string[]): Promise<IssuerCopy[]> {
    return tx.query(`SELECT id, tenant_id AS tenant, state FROM issuer_copy WHERE id = ANY($1::uuid[])`, [ids]);
  }

  achievements(tx: Tx, ids: readonly string[]): Promise<AchievementCopy[]> {
    return tx.query(`SELECT id, tenant_id AS tenant, title, state FROM achievement_copy WHERE id = ANY($1::uuid[])`, [ids]);
  }

  /** What evaluation looks at of these achievements; their history only where it is asked for. */
  known(tx: Tx, ids: readonly string[], withHistory: boolean): Promise<KnownAchievement[]> {
    return tx.query(
      `SELECT id, version, tenant_id AS tenant, repeatable, CASE WHEN $2 THEN metadata ELSE '[]' END AS history FROM achievement_copy WHERE id = ANY($1::uuid[])`,
      [ids, withHistory],
    );
  }

  /** Those of these achievements that are not at the version that is known of them, 0 for none; whole. */
  changedSince(tx: Tx, ids: readonly string[], versions: readonly number[]): Promise<KnownAchievement[]> {
    return tx.query(
      `SELECT k.id, a.version, a.tenant_id AS tenant, a.repeatable, a.metadata AS history
         FROM unnest($1::uuid[], $2::int[]) AS k (id, version)
        CROSS JOIN LATERAL (SELECT version, tenant_id, repeatable, metadata FROM achievement_copy WHERE id = k.id LIMIT 1) AS a
        WHERE a.version <> k.version`,
      [plainArray(ids), plainArray(versions)],
    );
  }
}
