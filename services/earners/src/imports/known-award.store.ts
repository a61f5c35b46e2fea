import { whoActs } from '@cairn/access';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Award } from '../award/award.js';
import { awardColumns } from '../award/award.store.js';
import type { KnownAward } from './known-award.js';

const columns = `a.id, a.earner_id AS earner, a.achievement_version_id AS "achievementVersion", a.state, a.awarded_on::text AS "awardedOn",
  a.valid_until::text AS "validUntil", a.term, a.assessment, a.results, v.code`;

/** Awards by the references that partners know them by, and the replacing of many. */
@Injectable()
export class KnownAwardStore {
  /** By reference: the award that has it, or the last of those that have taken its place. */
  async byReferences(tx: Tx, tenant: string, references: readonly string[]): Promise<Map<string, KnownAward>> {
    const rows = await tx.query<KnownAward & { readonly successor: string | null }>(
      `SELECT a.partner_reference AS reference, ${columns}, a.replaced_by AS successor
         FROM award a LEFT JOIN achievement_version_copy v ON v.id = a.achievement_version_id
        WHERE a.tenant_id = $1 AND a.partner_reference = ANY($2::text[])`,
      [tenant, references],
    );
    const replaced = rows.filter(({ successor }) => successor !== null).map(({ reference }) => reference);
    const last = replaced.length === 0 ? [] : await this.lastOf(tx, tenant, replaced);
    return new Map([...rows, ...last].map((award) => [award.reference, award]));
  }

  private lastOf(tx: Tx, tenant: string, references: readonly string[]): Promise<KnownAward[]> {
    return tx.query(
      `WITH RECURSIVE chain (reference, id, next) AS (
         SELECT a.partner_reference, a.id, a.replaced_by FROM award a WHERE a.tenant_id = $1 AND a.partner_reference = ANY($2::text[])
         UNION ALL
         SELECT chain.reference, a.id, a.replaced_by FROM chain JOIN award a ON a.tenant_id = $1 AND a.id = chain.next
       )
       SELECT chain.reference, ${columns} FROM chain
         JOIN award a ON a.tenant_id = $1 AND a.id = chain.id
         LEFT JOIN achievement_version_copy v ON v.id = a.achievement_version_id
        WHERE chain.next IS NULL`,
      [tenant, references],
    );
  }

  /** Awards under their row locks, taken in one order by everybody. */
  lock(tx: Tx, tenant: string, ids: readonly string[]): Promise<Award[]> {
    return tx.query(`SELECT ${awardColumns} FROM award a WHERE a.tenant_id = $1 AND a.id = ANY($2::uuid[]) ORDER BY a.id FOR UPDATE`, [tenant, ids]);
  }

  /** Stores that awards, which are locked, were replaced, and the fact of it. */
  async replace(tx: Tx, tenant: string, replaced: readonly Award[]): Promise<void> {
    const { kind, actor } = whoActs();
    await tx.query(
      `WITH changed AS (
         UPDATE award a SET state = 'REPLACED', suspension_causes = '{}', replaced_by = r.successor, standing = false, version = r.version, updated_at = $5, next_at = NULL
           FROM unnest($2::uuid[], $3::uuid[], $4::int[]) AS r (id, successor, version) WHERE a.tenant_id = $1 AND a.id = r.id
         RETURNING a.id, a.version, a.replaced_by
       )
       INSERT INTO award_event (tenant_id, award_id, version, what, reason, at, by_kind, by_actor)
       SELECT $1, id, version, 'REPLACED', replaced_by::text, $5, $6, $7 FROM changed`,
      [tenant, replaced.map(({ id }) => id), replaced.map(({ replacedBy }) => replacedBy), replaced.map(({ version }) => version), replaced[0]?.updatedAt ?? null, kind, actor],
    );
  }
}
