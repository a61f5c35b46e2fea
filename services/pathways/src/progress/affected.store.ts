import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { plainArray } from './plain-array.js';

/** An award that is new or has changed. */
export interface TouchedAward {
  readonly award: string;
  readonly earner: string;
  readonly achievement: string;
}

/** Which enrolments a change can touch. Every version of a pathway may govern, so an enrolment is found by its pathway. */
@Injectable()
export class AffectedStore {
  /** Enrolments that can count one of these awards: by name, by a selector, or as a substitute. One statement. */
  async byAwards(tx: Tx, tenant: string, touched: readonly TouchedAward[]): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      // By earner first, and LIMIT so that it stays so: of what earners are enrolled in a change touches little. What a
      // pathway counts is looked up by both ids; a join reads whatever else counts the achievement.
      `SELECT found.id FROM unnest($2::uuid[], $3::uuid[]) AS changed (earner_id, achievement_id)
        CROSS JOIN LATERAL (SELECT e.id FROM enrolment e WHERE e.tenant_id = $1 AND e.earner_id = changed.earner_id AND (
                              SELECT true FROM leaf_index l WHERE l.tenant_id = $1 AND l.achievement_id = changed.achievement_id AND l.pathway_id = e.pathway_id LIMIT 1)
                            LIMIT 1000000) AS found
       UNION
       SELECT e.id FROM version_reach r JOIN enrolment e ON e.tenant_id = $1 AND e.pathway_id = r.pathway_id AND e.earner_id = ANY($2::uuid[])
        WHERE r.tenant_id = $1 AND r.anything
       UNION
       SELECT x.enrolment_id FROM node_exception x WHERE x.tenant_id = $1 AND x.award_id = ANY($4::uuid[])`,
      [tenant, plainArray(touched.map(({ earner }) => earner)), plainArray(touched.map(({ achievement }) => achievement)), plainArray(touched.map(({ award }) => award))],
    );
    return rows.map(({ id }) => id);
  }

  /** Enrolments of these earners in pathways that count entries of the credit ledger. */
  async byEntries(tx: Tx, tenant: string, earners: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `SELECT DISTINCT e.id FROM version_reach r JOIN enrolment e ON e.tenant_id = $1 AND e.pathway_id = r.pathway_id AND e.earner_id = ANY($2::uuid[])
        WHERE r.tenant_id = $1 AND r.entries`,
      [tenant, earners],
    );
    return rows.map(({ id }) => id);
  }

  /** Enrolments of the same earners in pathways that look at how these stand. */
  async byCompletions(tx: Tx, tenant: string, changed: readonly { readonly earner: string; readonly pathway: string }[]): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `SELECT DISTINCT e.id FROM unnest($2::uuid[], $3::uuid[]) AS changed (earner_id, pathway_id)
         JOIN pathway_use u ON u.tenant_id = $1 AND u.used_id = changed.pathway_id
         JOIN enrolment e ON e.tenant_id = $1 AND e.earner_id = changed.earner_id AND e.pathway_id = u.pathway_id`,
      [tenant, changed.map(({ earner }) => earner), changed.map(({ pathway }) => pathway)],
    );
    return rows.map(({ id }) => id);
  }
}
