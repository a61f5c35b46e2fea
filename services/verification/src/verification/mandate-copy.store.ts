import type { MandateFact } from '@cairn/events';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** One version of a mandate, as it was heard of. */
export interface MandateVersion {
  readonly mandate: string;
  readonly mandator: string;
  readonly agent: string;
  readonly achievements: readonly string[] | null;
  readonly from: Date;
  readonly until: Date | null;
  readonly recordedAt: Date;
}

/** Mandates as their events tell of them: who could award in whose name, and when. */
@Injectable()
export class MandateCopyStore {
  /** Whether this version was new. An ended mandate holds until the instant of its end. */
  async keep(tx: Tx, tenant: string, version: number, mandate: MandateFact, ended: boolean): Promise<boolean> {
    const { mandatorIssuer, agentIssuer, actions, achievements, from, until, at } = mandate;
    const rows = await tx.query(
      `INSERT INTO mandate_copy (tenant_id, mandate_id, version, mandator_issuer_id, agent_issuer_id, actions, achievement_ids, valid_from, valid_until, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING RETURNING mandate_id`,
      [tenant, mandate.mandate, version, mandatorIssuer, agentIssuer, actions, achievements, from, ended && (until === null || at < until) ? at : until, at],
    );
    return rows.length > 0;
  }

  /** Every version of the mandates to award between these issuers, in either direction. */
  between(tx: Tx, issuers: readonly string[]): Promise<MandateVersion[]> {
    return tx.query(
      `SELECT mandate_id AS mandate, mandator_issuer_id AS mandator, agent_issuer_id AS agent, achievement_ids AS achievements,
              valid_from AS "from", valid_until AS "until", recorded_at AS "recordedAt"
         FROM mandate_copy
        WHERE mandator_issuer_id = ANY($1::uuid[]) AND agent_issuer_id = ANY($1::uuid[]) AND 'AWARD' = ANY(actions)
        ORDER BY mandate_id, version LIMIT 200`,
      [issuers],
    );
  }
}
