import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Award } from '../award/award.js';
import type { Mandate } from './mandate.js';

/** An active mandate with the achievement version that an agent asked about. */
export interface MandateOver extends Mandate {
  readonly achievement: string;
}

/** Copies of mandates; row-level security shows a tenant those that it gave and those that were given to it. */
@Injectable()
export class MandateCopyStore {
  /** Mandates given to a tenant, by others (`abroad`) or within it, whose issuer stands behind a version. */
  overVersion(tx: Tx, agentTenant: string, version: string, abroad: boolean): Promise<MandateOver[]> {
    return tx.query(
      `SELECT m.id, m.tenant_id AS "mandatorTenant", m.mandator_issuer_id AS "mandatorIssuer", m.agent_tenant_id AS "agentTenant",
              m.agent_issuer_id AS "agentIssuer", m.actions, m.achievements, m.starts_at AS "from", m.ends_at AS until, m.active,
              v.achievement_id AS achievement
         FROM achievement_version_copy v JOIN mandate_copy m ON m.tenant_id = v.tenant_id AND m.mandator_issuer_id = v.issuer_id
        WHERE v.id = $2 AND (v.tenant_id <> $1) = $3 AND m.agent_tenant_id = $1 AND m.active
        ORDER BY m.id LIMIT 100`,
      [agentTenant, version, abroad],
    );
  }

  /** Whether the agent that made an award in the name of its issuer might still do so at an instant. */
  async covers(tx: Tx, award: Pick<Award, 'tenant' | 'issuer' | 'achievement' | 'agentTenant' | 'agentIssuer'>, at: Date): Promise<boolean> {
    const rows = await tx.query(
      `SELECT 1 FROM mandate_copy m
        WHERE m.tenant_id = $1 AND m.mandator_issuer_id = $2 AND m.agent_tenant_id = $3 AND m.agent_issuer_id = $4 AND m.active AND 'AWARD' = ANY(m.actions)
          AND (m.achievements IS NULL OR $5::uuid = ANY(m.achievements)) AND m.starts_at <= $6 AND (m.ends_at IS NULL OR m.ends_at > $6) LIMIT 1`,
      [award.tenant, award.issuer, award.agentTenant, award.agentIssuer, award.achievement, at],
    );
    return rows.length > 0;
  }

  /** Keeps what an event tells, since each tells everything; false when the copy is as new or newer. */
  async keep(tx: Tx, mandate: Mandate, version: number): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO mandate_copy (tenant_id, id, mandator_issuer_id, agent_tenant_id, agent_issuer_id, actions, achievements, starts_at, ends_at, active, version)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       ON CONFLICT (tenant_id, id) DO UPDATE SET actions = excluded.actions, achievements = excluded.achievements, starts_at = excluded.starts_at,
         ends_at = excluded.ends_at, active = excluded.active, version = excluded.version
        WHERE mandate_copy.version < excluded.version
       RETURNING id`,
      [
        mandate.mandatorTenant,
        mandate.id,
        mandate.mandatorIssuer,
        mandate.agentTenant,
        mandate.agentIssuer,
        mandate.actions,
        mandate.achievements,
        mandate.from,
        mandate.until,
        mandate.active,
        version,
      ],
    );
    return rows.length > 0;
  }
}
