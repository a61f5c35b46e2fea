import type { AchievementVersionText } from '@cairn/events';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { VersionCopy } from './version-copy.js';

const columns = `v.id, v.tenant_id AS tenant, v.achievement_id AS achievement, v.issuer_id AS issuer, v.code, v.state, v.title,
  v.image_url AS "imageUrl", v.level, v.claim_basis AS basis, v.assessed,
  v.valid_for AS "validFor", v.acceptance, v.duplicate_policy AS "duplicatePolicy", i.name AS "issuerName", i.state AS "issuerState"`;
const from = 'achievement_version_copy v LEFT JOIN issuer_copy i ON i.id = v.issuer_id';

/** Copies of achievement versions: read when issuing, written by listeners. */
@Injectable()
export class VersionCopyStore {
  byIds(tx: Tx, tenant: string, ids: readonly string[]): Promise<VersionCopy[]> {
    return tx.query(`SELECT ${columns} FROM ${from} WHERE v.tenant_id = $1 AND v.id = ANY($2::uuid[])`, [tenant, ids]);
  }

  /** Versions by id, and the published versions of codes. */
  named(tx: Tx, tenant: string, ids: readonly string[], codes: readonly string[]): Promise<VersionCopy[]> {
    return tx.query(
      `SELECT ${columns} FROM ${from} WHERE v.tenant_id = $1 AND (v.id = ANY($2::uuid[]) OR (v.code = ANY($3::text[]) AND v.state = 'PUBLISHED'))`,
      [tenant, ids, codes],
    );
  }

  /** The published version of an achievement. */
  async published(tx: Tx, tenant: string, achievement: string): Promise<VersionCopy | undefined> {
    const [row] = await tx.query<VersionCopy>(
      `SELECT ${columns} FROM ${from} WHERE v.tenant_id = $1 AND v.achievement_id = $2 AND v.state = 'PUBLISHED' ORDER BY v.number DESC LIMIT 1`,
      [tenant, achievement],
    );
    return row;
  }

  async draft(tx: Tx, tenant: string, achievement: string, version: string): Promise<void> {
    await tx.query(
      `INSERT INTO achievement_version_copy (id, tenant_id, achievement_id, issuer_id, code, number, state, title, claim_basis, assessed, acceptance, duplicate_policy)
       VALUES ($3, $1, $2, '00000000-0000-0000-0000-000000000000', '', 0, 'DRAFT', '', '', false, 'NOT_NEEDED', 'ONE_ACTIVE')
       ON CONFLICT (id) DO NOTHING`,
      [tenant, achievement, version],
    );
  }

  async publish(tx: Tx, tenant: string, text: AchievementVersionText): Promise<void> {
    await tx.query(
      `INSERT INTO achievement_version_copy (id, tenant_id, achievement_id, issuer_id, code, number, state, title, image_url, level, claim_basis,
         assessed, valid_for, acceptance, duplicate_policy)
       VALUES ($1, $2, $3, $4, $5, $6, 'PUBLISHED', $7, $8, $9, $10, $11, $12, $13, $14)
       ON CONFLICT (id) DO UPDATE SET issuer_id = excluded.issuer_id, code = excluded.code, number = excluded.number, state = excluded.state,
         title = excluded.title, image_url = excluded.image_url, level = excluded.level, claim_basis = excluded.claim_basis,
         assessed = excluded.assessed, valid_for = excluded.valid_for, acceptance = excluded.acceptance, duplicate_policy = excluded.duplicate_policy`,
      [
        text.achievementVersion,
        tenant,
        text.achievement,
        text.issuer,
        text.code,
        text.number,
        text.title,
        text.imageUrl,
        text.level,
        text.claimBasis,
        text.assessed,
        text.validFor,
        text.acceptance,
        text.duplicatePolicy,
      ],
    );
  }

  async setState(tx: Tx, tenant: string, id: string, state: VersionCopy['state']): Promise<void> {
    await tx.query('UPDATE achievement_version_copy SET state = $3 WHERE tenant_id = $1 AND id = $2', [tenant, id, state]);
  }
}
