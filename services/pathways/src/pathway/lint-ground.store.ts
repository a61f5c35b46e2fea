import type { Tx } from '@cairn/postgres';
import type { LintContext, Pathway as Definition } from '@cairn/requirements';
import { Injectable } from '@nestjs/common';

/** Beyond this nothing is claimed of what selectors can find. */
const catalogueMax = 500;

/** What lint asks of other pathways, other versions and the tenant's catalogue. */
@Injectable()
export class LintGroundStore {
  /** Published achievements of the tenant; null when there are too many to hold a definition against. */
  async catalogue(tx: Tx, tenant: string): Promise<string[] | null> {
    const rows = await tx.query<{ id: string }>(
      `SELECT id FROM achievement_copy WHERE tenant_id = $1 AND state = 'published' ORDER BY id LIMIT ${catalogueMax + 1}`,
      [tenant],
    );
    return rows.length > catalogueMax ? null : rows.map(({ id }) => id);
  }

  /** The issuer of each achievement. */
  async issuersOf(tx: Tx, achievements: readonly string[]): Promise<Map<string, string>> {
    const rows = await tx.query<{ id: string; issuer: string }>(`SELECT id, issuer_id AS issuer FROM achievement_copy WHERE id = ANY($1::uuid[])`, [achievements]);
    return new Map(rows.map(({ id, issuer }) => [id, issuer]));
  }

  /** Those of the pathways that are published and may be seen. */
  async publishedAmong(tx: Tx, pathways: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(`SELECT id FROM pathway WHERE id = ANY($1::uuid[]) AND current_version_id IS NOT NULL`, [pathways]);
    return rows.map(({ id }) => id);
  }

  /** Published and closed versions of other pathways of the tenant that award one of these, or are of one of these; at most 1,000. */
  async awardingOrNamed(tx: Tx, tenant: string, except: string, achievements: readonly string[], pathways: readonly string[]): Promise<{ id: string; definition: Definition }[]> {
    const rows = await tx.query<{ id: string; pathway: string; number: number; definition: Definition }>(
      `SELECT id, pathway_id AS pathway, number, definition FROM pathway_version
        WHERE tenant_id = $1 AND state <> 'DRAFT' AND pathway_id <> $2 AND (completion_achievement_id = ANY($3::uuid[]) OR pathway_id = ANY($4::uuid[]))
        ORDER BY id LIMIT 1000`,
      [tenant, except, achievements, pathways],
    );
    return rows.map(({ id, pathway, number, definition }) => ({ id, definition: { ...definition, id: pathway, version: number } }));
  }

  async versions(tx: Tx, tenant: string, pathway: string): Promise<NonNullable<LintContext['versions']>[number][]> {
    return tx.query(
      `SELECT v.number, v.definition->'versioning'->>'teachOutUntil' AS "teachOutUntil",
              EXISTS (SELECT 1 FROM enrolment e WHERE e.tenant_id = $1 AND e.pathway_id = $2 AND e.pathway_version_id = v.id AND e.state IN ('REQUESTED', 'ACTIVE', 'PAUSED')) AS "hasOpenEnrolments"
         FROM pathway_version v WHERE v.tenant_id = $1 AND v.pathway_id = $2 AND v.state <> 'DRAFT' ORDER BY v.number`,
      [tenant, pathway],
    );
  }
}
