import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { FrameworkDocument } from './framework-text.js';
import type { SkillFramework } from './skill-framework.js';

/** Columns of a framework under the alias `f`. */
export const frameworkColumns = `f.id, f.tenant_id AS tenant, f.uri, f.identifier, f.state, f.generation, f.version,
  f.adopted_at AS "adoptedAt", f.created_at AS "createdAt", f.updated_at AS "updatedAt"`;

/** A framework as its readers see it: with what its current generation says of itself. */
export interface ShownFramework extends SkillFramework {
  readonly document: FrameworkDocument;
  readonly skillCount: number;
  readonly contentHash: string;
}

const shown = `SELECT ${frameworkColumns}, g.document, g.skill_count AS "skillCount", g.content_hash AS "contentHash"
  FROM skill_framework f JOIN skill_generation g ON g.tenant_id = f.tenant_id AND g.framework_id = f.id AND g.number = f.generation`;

/** Which frameworks a list is of. */
export interface FrameworkConditions {
  readonly tenant: string | null;
  readonly uri: string | null;
  readonly states: readonly string[] | null;
}

@Injectable()
export class SkillFrameworkStore {
  /** Makes the framework unless the tenant has one of its address, and takes its row lock. */
  async begin(tx: Tx, { id, tenant, uri, identifier, createdAt }: SkillFramework): Promise<SkillFramework> {
    await tx.query(
      `INSERT INTO skill_framework (tenant_id, id, uri, identifier, state, generation, version, created_at, updated_at)
       VALUES ($1, $2, $3, $4, 'DRAFT', 0, 0, $5, $5) ON CONFLICT (tenant_id, uri) DO NOTHING`,
      [tenant, id, uri, identifier, createdAt],
    );
    const [row] = await tx.query<SkillFramework>(`SELECT ${frameworkColumns} FROM skill_framework f WHERE f.tenant_id = $1 AND f.uri = $2 FOR UPDATE`, [tenant, uri]);
    if (!row) throw new Error('a framework was made and is not there');
    return row;
  }

  /** A framework of the tenant under its row lock. */
  async lock(tx: Tx, tenant: string, id: string): Promise<SkillFramework | undefined> {
    const [row] = await tx.query<SkillFramework>(`SELECT ${frameworkColumns} FROM skill_framework f WHERE f.tenant_id = $1 AND f.id = $2 FOR UPDATE`, [tenant, id]);
    return row;
  }

  async stateOf(tx: Tx, tenant: string, uri: string): Promise<SkillFramework['state'] | undefined> {
    const [row] = await tx.query<Pick<SkillFramework, 'state'>>(`SELECT state FROM skill_framework WHERE tenant_id = $1 AND uri = $2`, [tenant, uri]);
    return row?.state;
  }

  async update(tx: Tx, { tenant, id, identifier, state, generation, version, adoptedAt, updatedAt }: SkillFramework): Promise<void> {
    await tx.query(
      `UPDATE skill_framework SET identifier = $3, state = $4, generation = $5, version = $6, adopted_at = $7, updated_at = $8 WHERE tenant_id = $1 AND id = $2`,
      [tenant, id, identifier, state, generation, version, adoptedAt, updatedAt],
    );
  }

  /** Frameworks that the caller may see and that have a complete generation, in any order. */
  byIds(tx: Tx, ids: readonly string[]): Promise<ShownFramework[]> {
    return tx.query(`${shown} WHERE f.id = ANY($1::uuid[])`, [ids]);
  }

  /** One page of frameworks in order of id, which is the order they were made in. */
  page(tx: Tx, { tenant, uri, states }: FrameworkConditions, after: string | null, limit: number): Promise<ShownFramework[]> {
    return tx.query(
      `${shown} WHERE ($1::uuid IS NULL OR f.tenant_id = $1) AND ($2::text IS NULL OR f.uri = $2) AND ($3::text[] IS NULL OR f.state = ANY($3))
          AND ($4::uuid IS NULL OR f.id > $4) ORDER BY f.id LIMIT $5`,
      [tenant, uri, states, after, limit],
    );
  }

  /** Adopted and deprecated frameworks by id or by the identifier of CASE; of several the one adopted first. */
  async published(tx: Tx, identifier: string): Promise<ShownFramework | undefined> {
    const [row] = await tx.query<ShownFramework>(`${shown} WHERE f.published AND (f.id = $1 OR f.identifier = $1) ORDER BY f.id <> $1, f.adopted_at, f.id LIMIT 1`, [identifier]);
    return row;
  }

  /** One page of everything that is adopted or deprecated. */
  publishedPage(tx: Tx, after: string | null, limit: number): Promise<ShownFramework[]> {
    return tx.query(`${shown} WHERE f.published AND ($1::uuid IS NULL OR f.id > $1) ORDER BY f.id LIMIT $2`, [after, limit]);
  }
}
