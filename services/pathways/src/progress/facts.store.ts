import type { Holding } from '@cairn/requirements';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { groupedBy } from '../grouped.js';
import type { EnrolmentToEvaluate } from './evaluated.js';

/** What evaluations are made of. Every statement names the tenant: they run for requests and for listeners. */
@Injectable()
export class FactsStore {
  /** Locks these earners until the transaction ends, in one order for everybody. Taken before anything of them is read. */
  async lockEarners(tx: Tx, tenant: string, earners: readonly string[]): Promise<void> {
    const values = [tenant, [...new Set(earners)].sort()];
    await tx.query(
      `INSERT INTO earner_lock (tenant_id, earner_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT (tenant_id, earner_id) DO NOTHING`,
      values,
    );
    await tx.query(
      `SELECT 1 FROM earner_lock WHERE tenant_id = $1 AND earner_id = ANY($2::uuid[]) ORDER BY earner_id FOR UPDATE`,
      values,
    );
  }

  /** Enrolments that can count one of these awards: pairs of earner and achievement. */
  async affected(tx: Tx, tenant: string, earners: readonly string[], achievements: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `SELECT DISTINCT e.id FROM unnest($2::uuid[], $3::uuid[]) AS changed (earner_id, achievement_id)
         JOIN enrolment e ON e.tenant_id = $1 AND e.earner_id = changed.earner_id
         JOIN leaf_index l ON l.tenant_id = $1 AND l.achievement_id = changed.achievement_id AND l.pathway_version_id = e.pathway_version_id`,
      [tenant, earners, achievements],
    );
    return rows.map(({ id }) => id);
  }

  enrolments(tx: Tx, tenant: string, ids: readonly string[]): Promise<EnrolmentToEvaluate[]> {
    return tx.query(
      `SELECT e.id, e.earner_id AS earner, e.pathway_version_id AS "pathwayVersion", e.state, e.enrolled_on::text AS "enrolledOn",
              e.withdrawn_on::text AS "withdrawnOn", e.version,
              CASE WHEN c.id IS NOT NULL THEN json_build_object('id', c.id, 'state', c.state, 'completedOn', c.completed_on,
                'currentSince', c.current_since, 'lapsedOn', c.lapsed_on, 'countedAwards', c.counted_awards, 'version', c.version) END AS completion
         FROM enrolment e LEFT JOIN completion c ON c.tenant_id = e.tenant_id AND c.enrolment_id = e.id
        WHERE e.tenant_id = $1 AND e.id = ANY($2::uuid[]) ORDER BY e.id`,
      [tenant, ids],
    );
  }

  /** What these earners hold of these achievements, by earner. Awards only offered, and declined ones, are not held. */
  async holdings(tx: Tx, tenant: string, earners: readonly string[], achievements: readonly string[]): Promise<Map<string, Holding[]>> {
    const rows = await tx.query<Holding & { earner: string }>(
      `SELECT earner_id AS earner, award_id AS award, achievement_id AS achievement, issued_on::text AS "issuedOn",
              expires_on::text AS "expiresOn", revoked_on::text AS "revokedOn", suspensions, voided
         FROM holding
        WHERE tenant_id = $1 AND earner_id = ANY($2::uuid[]) AND achievement_id = ANY($3::uuid[]) AND state NOT IN ('OFFERED', 'DECLINED')`,
      [tenant, [...new Set(earners)], [...new Set(achievements)]],
    );
    return groupedBy(rows, ({ earner }) => earner);
  }
}
