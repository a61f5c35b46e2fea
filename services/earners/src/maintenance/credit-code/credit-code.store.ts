import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { CreditCode } from './credit-code.js';

const columns = `c.id, c.tenant_id AS tenant, c.achievement_id AS achievement, c.category, c.measure, (c.amount * 100)::float8 AS amount, c.on_day::text AS "on",
  c.provider_id AS provider, c.activity, c.uses_max AS "usesMax", c.uses, c.expires_at AS "expiresAt"`;

@Injectable()
export class CreditCodeStore {
  async insert(tx: Tx, code: CreditCode, hash: Buffer, at: Date): Promise<void> {
    await tx.query(
      `INSERT INTO credit_code (tenant_id, id, code_hash, achievement_id, category, measure, amount, on_day, provider_id, activity, uses_max, expires_at, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7::numeric / 100, $8, $9, $10, $11, $12, $13)`,
      [code.tenant, code.id, hash, code.achievement, code.category, code.measure, code.amount, code.on, code.provider, code.activity, code.usesMax, code.expiresAt, at],
    );
  }

  /** Whose code it is. A code does not say, so this looks among those of every tenant: for the worker role. */
  async find(tx: Tx, hash: Buffer): Promise<{ tenant: string; id: string } | undefined> {
    const [row] = await tx.query<{ tenant: string; id: string }>('SELECT tenant_id AS tenant, id FROM credit_code WHERE code_hash = $1 LIMIT 1', [hash]);
    return row;
  }

  async lock(tx: Tx, tenant: string, id: string): Promise<CreditCode | undefined> {
    const [row] = await tx.query<CreditCode>(`SELECT ${columns} FROM credit_code c WHERE c.tenant_id = $1 AND c.id = $2 FOR UPDATE`, [tenant, id]);
    return row;
  }

  async isUsedBy(tx: Tx, { tenant, id }: CreditCode, earner: string): Promise<boolean> {
    return (await tx.query('SELECT 1 FROM credit_code_use WHERE tenant_id = $1 AND code_id = $2 AND earner_id = $3', [tenant, id, earner])).length > 0;
  }

  async used(tx: Tx, { tenant, id }: CreditCode, { earner, entry, at }: { readonly earner: string; readonly entry: string; readonly at: Date }): Promise<void> {
    await tx.query(
      `WITH used AS (UPDATE credit_code SET uses = uses + 1 WHERE tenant_id = $1 AND id = $2 RETURNING 1)
       INSERT INTO credit_code_use (tenant_id, code_id, earner_id, entry_id, at) SELECT $1, $2, $3, $4, $5 FROM used`,
      [tenant, id, earner, entry, at],
    );
  }

  /** Awards of an achievement that an account holds in a tenant, under any rule. */
  awardsOf(tx: Tx, tenant: string, account: string, achievement: string): Promise<{ id: string }[]> {
    return tx.query(
      `SELECT a.id FROM earner e JOIN award a ON a.tenant_id = e.tenant_id AND a.earner_id = e.id
        WHERE e.tenant_id = $1 AND e.account_id = $2 AND a.achievement_id = $3 AND a.state IN ('ACTIVE', 'SUSPENDED') ORDER BY a.id LIMIT 20`,
      [tenant, account, achievement],
    );
  }
}
