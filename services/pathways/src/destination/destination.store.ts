import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { StoredDestination } from './destination.js';

/** Milestones and exits that were reached. */
@Injectable()
export class DestinationStore {
  /** Writes many in one statement. */
  async put(tx: Tx, tenant: string, puts: readonly { readonly enrolment: string; readonly destination: StoredDestination }[], now: Date): Promise<void> {
    await tx.query(
      `INSERT INTO destination (tenant_id, id, enrolment_id, kind, node, state, reached_on, lost_on, version, pathway_version_id, achievement_id, updated_at)
       SELECT $1, g.id, g.enrolment, g.kind, g.node, g.state, g."reachedOn", g."lostOn", g.version, g."pathwayVersion", g.achievement, $3
         FROM json_to_recordset($2::json) AS g (id uuid, enrolment uuid, kind text, node text, state text, "reachedOn" date, "lostOn" date, version int,
              "pathwayVersion" uuid, achievement uuid)
       ON CONFLICT (tenant_id, enrolment_id, kind, node) DO UPDATE SET state = EXCLUDED.state, reached_on = EXCLUDED.reached_on, lost_on = EXCLUDED.lost_on,
         version = EXCLUDED.version, pathway_version_id = EXCLUDED.pathway_version_id, achievement_id = EXCLUDED.achievement_id, updated_at = EXCLUDED.updated_at`,
      [tenant, JSON.stringify(puts.map(({ enrolment, destination }) => ({ ...destination, enrolment }))), now],
    );
  }

  /** Those of these enrolments that held on at least one day, by kind and node. */
  byEnrolments(tx: Tx, tenant: string, enrolments: readonly string[]): Promise<(StoredDestination & { enrolment: string })[]> {
    return tx.query(
      `SELECT id, enrolment_id AS enrolment, kind, node, state, reached_on::text AS "reachedOn", lost_on::text AS "lostOn", version,
              pathway_version_id AS "pathwayVersion", achievement_id AS achievement
         FROM destination WHERE tenant_id = $1 AND enrolment_id = ANY($2::uuid[]) AND state <> 'ANNULLED' ORDER BY enrolment_id, kind, node`,
      [tenant, enrolments],
    );
  }
}
