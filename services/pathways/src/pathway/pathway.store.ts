import { countRows, type Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Pathway } from './pathway.js';
import { type PathwayConditions, type PathwayOrder, pathwayOrders } from './pathway-order.js';

const columns = `id, tenant_id AS tenant, issuer_id AS issuer, code, title, access, visibility, approval, current_version_id AS "currentVersion", version,
  created_at AS "createdAt", updated_at AS "updatedAt"`;

/** The same of a row found beside another. */
const ofPage = `page.id, page.tenant, page.issuer, page.code, page.title, page.access, page.visibility, page.approval, page."currentVersion", page.version, page."createdAt", page."updatedAt"`;

const qualified = `p.id, p.tenant_id AS tenant, p.issuer_id AS issuer, p.code, p.title, p.access, p.visibility, p.approval, p.current_version_id AS "currentVersion",
  p.version, p.created_at AS "createdAt", p.updated_at AS "updatedAt"`;

const conditions = `($1::uuid[] IS NULL OR id = ANY($1)) AND ($2::text[] IS NULL OR code = ANY($2)) AND ($3::text IS NULL OR starts_with(code, $3))
  AND ($4::uuid[] IS NULL OR issuer_id = ANY($4)) AND ($5::uuid IS NULL OR tenant_id = $5)`;

const values = ({ ids, codes, codePrefix, issuers, tenant }: PathwayConditions) => [ids, codes, codePrefix, issuers, tenant];

/** Pathways; row security shows a tenant its own and everyone the public published ones. */
@Injectable()
export class PathwayStore {
  async insert(tx: Tx, pathway: Pathway): Promise<void> {
    await tx.query(
      `INSERT INTO pathway (tenant_id, id, issuer_id, code, title, access, visibility, approval, version, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)`,
      [
        pathway.tenant,
        pathway.id,
        pathway.issuer,
        pathway.code,
        pathway.title,
        pathway.access,
        pathway.visibility,
        pathway.approval,
        pathway.version,
        pathway.createdAt,
      ],
    );
  }

  async update(tx: Tx, { tenant, id, title, currentVersion, version, updatedAt, access, visibility, approval }: Pathway): Promise<void> {
    await tx.query(
      `UPDATE pathway SET title = $3, current_version_id = $4, version = $5, updated_at = $6, access = $7, visibility = $8, approval = $9
        WHERE tenant_id = $1 AND id = $2`,
      [tenant, id, title, currentVersion, version, updatedAt, access, visibility, approval],
    );
  }

  /** Versions and what they count are seen by those who see the pathway. */
  async show(tx: Tx, { tenant, id, visibility }: Pathway): Promise<void> {
    const values = [tenant, id, visibility === 'PUBLIC'];
    await tx.query('UPDATE pathway_version SET public = $3 WHERE tenant_id = $1 AND pathway_id = $2', values);
    await tx.query('UPDATE leaf_index SET public = $3 WHERE tenant_id = $1 AND pathway_id = $2', values);
  }

  /** The pathway under its row lock, or undefined when it is not the tenant's. */
  async lock(tx: Tx, tenant: string, id: string): Promise<Pathway | undefined> {
    const [row] = await tx.query<Pathway>(`SELECT ${columns} FROM pathway WHERE tenant_id = $1 AND id = $2 FOR UPDATE`, [tenant, id]);
    return row;
  }

  byIds(tx: Tx, ids: readonly string[]): Promise<Pathway[]> {
    return tx.query(`SELECT ${columns} FROM pathway WHERE id = ANY($1::uuid[])`, [ids]);
  }

  byCodes(tx: Tx, tenant: string, codes: readonly string[]): Promise<Pathway[]> {
    return tx.query(`SELECT ${columns} FROM pathway WHERE tenant_id = $1 AND code = ANY($2::text[])`, [tenant, codes]);
  }

  page(tx: Tx, filter: PathwayConditions, order: PathwayOrder, after: readonly [string, string] | null, limit: number): Promise<Pathway[]> {
    const { column, cast, direction, after: comparison } = pathwayOrders[order];
    return tx.query(
      `SELECT ${columns} FROM pathway WHERE ${conditions}
        AND ($6::${cast} IS NULL OR (${column}, id) ${comparison} ($6::${cast}, $7::uuid))
        ORDER BY ${column} ${direction}, id ${direction} LIMIT $8`,
      [...values(filter), after?.[0] ?? null, after?.[1] ?? null, limit],
    );
  }

  /** Exact up to 10,000, null beyond. */
  count(tx: Tx, filter: PathwayConditions): Promise<number | null> {
    return countRows(tx, `SELECT 1 FROM pathway WHERE ${conditions}`, values(filter));
  }

  /** A page of pathways for each of these issuers, by title, in one statement. */
  ofIssuers(tx: Tx, issuers: readonly string[], after: readonly [string, string] | null, limit: number): Promise<Pathway[]> {
    return tx.query(
      `SELECT ${ofPage} FROM unnest($1::uuid[]) AS asked (issuer)
        CROSS JOIN LATERAL (
          SELECT ${columns} FROM pathway
           WHERE issuer_id = asked.issuer AND ($2::text IS NULL OR (title, id) > ($2::text, $3::uuid))
           ORDER BY title, id LIMIT $4) AS page`,
      [issuers, after?.[0] ?? null, after?.[1] ?? null, limit],
    );
  }

  /** Pathways whose current version counts each of these achievements, at most 100 each, in one statement. */
  using(tx: Tx, achievements: readonly string[]): Promise<(Pathway & { achievement: string })[]> {
    return tx.query(
      `SELECT asked.achievement, ${ofPage} FROM unnest($1::uuid[]) AS asked (achievement)
        CROSS JOIN LATERAL (
          SELECT ${qualified} FROM leaf_index l JOIN pathway p ON p.id = l.pathway_id AND p.current_version_id = l.pathway_version_id
           WHERE l.achievement_id = asked.achievement ORDER BY l.pathway_id LIMIT 100) AS page`,
      [achievements],
    );
  }

  /** One page of the tenant's pathways in id order, for the snapshot of the change feed. */
  snapshot(tx: Tx, tenant: string, after: string | null, limit: number): Promise<{ id: string; version: number; changedAt: Date }[]> {
    return tx.query(
      `SELECT id, version, updated_at AS "changedAt" FROM pathway
        WHERE tenant_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
      [tenant, after, limit],
    );
  }
}
