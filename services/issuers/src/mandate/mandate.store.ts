import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Mandate } from './mandate.js';

const columns = `id, tenant_id AS tenant, mandator_issuer_id AS mandator, agent_tenant_id AS "agentTenant", agent_issuer_id AS agent, actions, achievements,
  state, starts_at AS "from", until, version, created_at AS "createdAt", updated_at AS "updatedAt"`;

/** Row-level security shows a mandate to the tenants of both issuers, and lets it be written under the mandator's alone. */
@Injectable()
export class MandateStore {
  async insert(tx: Tx, mandate: Mandate): Promise<void> {
    const { tenant, id, mandator, agentTenant, agent, actions, achievements, state, from, until, version, createdAt, updatedAt } = mandate;
    await tx.query(
      `INSERT INTO mandate (tenant_id, id, mandator_issuer_id, agent_tenant_id, agent_issuer_id, actions, achievements, state, starts_at, until,
         version, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [tenant, id, mandator, agentTenant, agent, actions, achievements, state, from, until, version, createdAt, updatedAt],
    );
  }

  async update(tx: Tx, { tenant, id, state, from, version, updatedAt }: Mandate): Promise<void> {
    await tx.query(`UPDATE mandate SET state = $3, starts_at = $4, version = $5, updated_at = $6 WHERE tenant_id = $1 AND id = $2`, [
      tenant,
      id,
      state,
      from,
      version,
      updatedAt,
    ]);
  }

  async byId(tx: Tx, id: string): Promise<Mandate | undefined> {
    const [row] = await tx.query<Mandate>(`SELECT ${columns} FROM mandate WHERE id = $1`, [id]);
    return row;
  }

  async lock(tx: Tx, tenant: string, id: string): Promise<Mandate | undefined> {
    const [row] = await tx.query<Mandate>(`SELECT ${columns} FROM mandate WHERE tenant_id = $1 AND id = $2 FOR UPDATE`, [tenant, id]);
    return row;
  }

  page(tx: Tx, tenant: string, after: string | null, limit: number): Promise<Mandate[]> {
    return tx.query(
      `SELECT ${columns} FROM mandate WHERE (tenant_id = $1 OR agent_tenant_id = $1) AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
      [tenant, after, limit],
    );
  }

  /** Mandates in force whose time is over, of all tenants. */
  over(tx: Tx, now: Date): Promise<Pick<Mandate, 'tenant' | 'id'>[]> {
    return tx.query(`SELECT tenant_id AS tenant, id FROM mandate WHERE state = 'ACTIVE' AND until <= $1 LIMIT 100`, [now]);
  }
}
