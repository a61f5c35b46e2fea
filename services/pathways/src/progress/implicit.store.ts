import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** An earner and a version that something he holds may enrol him in. */
export interface Candidate {
  readonly earner: string;
  readonly pathway: string;
  readonly pathwayVersion: string;
  /** Version of the pathway's record. */
  readonly pathwayChanges: number;
}

export interface ImplicitEnrolment extends Omit<Candidate, 'pathwayChanges'> {
  readonly id: string;
  readonly enrolledOn: string;
}

/** Versions that enrol by themselves: of the same tenant, published, for whoever may follow them without being asked. */
const enrolling = `version_reach r
  JOIN pathway p ON p.tenant_id = r.tenant_id AND p.id = r.pathway_id AND p.approval = 'NOT_NEEDED'
  JOIN pathway_version v ON v.tenant_id = r.tenant_id AND v.id = r.pathway_version_id AND v.state = 'PUBLISHED'`;
const notEnrolled = (earner: string): string =>
  `NOT EXISTS (SELECT 1 FROM enrolment e WHERE e.tenant_id = r.tenant_id AND e.earner_id = ${earner} AND e.pathway_id = r.pathway_id)`;
const mayFollow = (earner: string): string =>
  `(p.access = 'PUBLIC' OR EXISTS (SELECT 1 FROM member_copy m WHERE m.tenant_id = r.tenant_id AND m.earner_id = ${earner} AND m.state = 'ACTIVE'))`;

/** Enrolments that nobody asks for (section 7): the first award that matches a node makes them. */
@Injectable()
export class ImplicitStore {
  /** Whether the tenant has a version that enrols by itself: most have none. */
  async isUsed(tx: Tx, tenant: string): Promise<boolean> {
    return (await tx.query('SELECT 1 FROM version_reach WHERE tenant_id = $1 AND implicit LIMIT 1', [tenant])).length > 0;
  }

  /** By new awards, up to `limit`; by earner and pathway. One statement. */
  byAwards(tx: Tx, tenant: string, awards: readonly { readonly earner: string; readonly achievement: string }[], limit: number): Promise<Candidate[]> {
    return tx.query(
      `WITH changed AS (SELECT DISTINCT g.earner_id, g.achievement_id FROM unnest($2::uuid[], $3::uuid[]) AS g (earner_id, achievement_id)),
       touched AS (SELECT c.earner_id, l.pathway_version_id FROM changed c JOIN leaf_index l ON l.tenant_id = $1 AND l.achievement_id = c.achievement_id
                   UNION
                   SELECT c.earner_id, a.pathway_version_id FROM version_reach a CROSS JOIN (SELECT DISTINCT earner_id FROM changed) c WHERE a.tenant_id = $1 AND a.anything)
       SELECT t.earner_id AS earner, r.pathway_id AS pathway, r.pathway_version_id AS "pathwayVersion", p.version AS "pathwayChanges"
         FROM touched t JOIN ${enrolling} ON r.pathway_version_id = t.pathway_version_id
        WHERE r.tenant_id = $1 AND r.implicit AND ${mayFollow('t.earner_id')} AND ${notEnrolled('t.earner_id')}
        ORDER BY 1, 2, 3 LIMIT $4`,
      [tenant, awards.map(({ earner }) => earner), awards.map(({ achievement }) => achievement), limit],
    );
  }

  /** Those whom what they hold may enrol in a pathway, up to `limit` by earner. */
  byPathway(tx: Tx, tenant: string, pathway: string, after: string | null, limit: number): Promise<Candidate[]> {
    return tx.query(
      `SELECT DISTINCT h.earner_id AS earner, r.pathway_id AS pathway, r.pathway_version_id AS "pathwayVersion", p.version AS "pathwayChanges"
         FROM ${enrolling}
         JOIN holding h ON h.tenant_id = r.tenant_id AND ($3::uuid IS NULL OR h.earner_id > $3)
          AND (r.anything OR h.achievement_id IN (SELECT l.achievement_id FROM leaf_index l WHERE l.tenant_id = r.tenant_id AND l.pathway_version_id = r.pathway_version_id))
        WHERE r.tenant_id = $1 AND r.pathway_id = $2 AND r.implicit AND ${mayFollow('h.earner_id')} AND ${notEnrolled('h.earner_id')}
        ORDER BY 1 LIMIT $4`,
      [tenant, pathway, after, limit],
    );
  }

  /** Pathways that what an earner holds may enrol him in, up to `limit` by pathway. */
  byEarner(tx: Tx, tenant: string, earner: string, after: string | null, limit: number): Promise<Candidate[]> {
    return tx.query(
      `SELECT DISTINCT $2::uuid AS earner, r.pathway_id AS pathway, r.pathway_version_id AS "pathwayVersion", p.version AS "pathwayChanges"
         FROM ${enrolling}
        WHERE r.tenant_id = $1 AND r.implicit AND ($3::uuid IS NULL OR r.pathway_id > $3) AND ${mayFollow('$2')} AND ${notEnrolled('$2')}
          AND EXISTS (SELECT 1 FROM holding h WHERE h.tenant_id = r.tenant_id AND h.earner_id = $2 AND (r.anything OR h.achievement_id IN
                       (SELECT l.achievement_id FROM leaf_index l WHERE l.tenant_id = r.tenant_id AND l.pathway_version_id = r.pathway_version_id)))
        ORDER BY 2 LIMIT $4`,
      [tenant, earner, after, limit],
    );
  }

  async insert(tx: Tx, tenant: string, enrolments: readonly ImplicitEnrolment[], now: Date): Promise<void> {
    await tx.query(
      `INSERT INTO enrolment (tenant_id, id, earner_id, pathway_id, pathway_version_id, state, enrolled_on, version, told, created_at, updated_at, implicit, members_only)
       SELECT $1, g.id, g.earner, g.pathway, g.version_id, 'ACTIVE', g.enrolled_on, 1, 1, $7, $7, true, p.access = 'MEMBERS_ONLY'
         FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::date[]) AS g (id, earner, pathway, version_id, enrolled_on)
         JOIN pathway p ON p.tenant_id = $1 AND p.id = g.pathway`,
      [
        tenant,
        enrolments.map(({ id }) => id),
        enrolments.map(({ earner }) => earner),
        enrolments.map(({ pathway }) => pathway),
        enrolments.map(({ pathwayVersion }) => pathwayVersion),
        enrolments.map(({ enrolledOn }) => enrolledOn),
        now,
      ],
    );
  }
}
