import type { Tx } from '@cairn/postgres';
import { type Pathway, reachOf } from '@cairn/requirements';
import { Injectable } from '@nestjs/common';

/** A version just published, with the definition as it is stored. */
export interface PublishedVersion {
  readonly id: string;
  readonly pathway: string;
  readonly public: boolean;
  readonly definition: Pathway;
}

/** The inverted index: what published versions look at (pathways.md section 12). */
@Injectable()
export class ReachStore {
  /** Indexes a version. What is named by name is found by name; what a selector admits may be anything. */
  async put(tx: Tx, tenant: string, { id, pathway, public: isPublic, definition }: PublishedVersion): Promise<void> {
    const reach = reachOf(definition);
    const named = reach.achievements === 'any' ? [] : [...reach.achievements];
    await tx.query(
      `INSERT INTO leaf_index (tenant_id, achievement_id, pathway_version_id, pathway_id, public)
       SELECT $1, unnest($2::uuid[]), $3, $4, $5 ON CONFLICT DO NOTHING`,
      [tenant, named, id, pathway, isPublic],
    );
    await tx.query(
      `INSERT INTO pathway_use (tenant_id, used_id, pathway_version_id, pathway_id) SELECT $1, unnest($2::uuid[]), $3, $4 ON CONFLICT DO NOTHING`,
      [tenant, [...reach.pathways], id, pathway],
    );
    await tx.query(
      `INSERT INTO version_reach (tenant_id, pathway_version_id, pathway_id, anything, entries, trust, skills, latest, implicit)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`,
      [tenant, id, pathway, reach.achievements === 'any', reach.entries, reach.trust, reach.skills, reach.latest, definition.policy.enrolment !== 'required'],
    );
  }
}
