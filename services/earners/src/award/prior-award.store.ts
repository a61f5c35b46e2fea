import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** An earner who should hold an achievement on a civil day. */
export interface PriorAsked {
  readonly earner: string;
  readonly achievement: string;
  readonly day: string;
}

@Injectable()
export class PriorAwardStore {
  /** Of those asked about, by place from 0, which are held on their day: neither suspended nor revoked by now, and valid then. */
  async held(tx: Tx, tenant: string, asked: readonly PriorAsked[]): Promise<Set<number>> {
    const rows = await tx.query<{ at: number }>(
      `SELECT g.at::int - 1 AS at FROM unnest($2::uuid[], $3::uuid[], $4::date[]) WITH ORDINALITY AS g (earner, achievement, day, at)
        WHERE EXISTS (SELECT 1 FROM award a
                       WHERE a.tenant_id = $1 AND a.earner_id = g.earner AND a.achievement_id = g.achievement AND a.state = 'ACTIVE'
                         AND a.awarded_on <= g.day AND (a.valid_until IS NULL OR a.valid_until > g.day))`,
      [tenant, asked.map(({ earner }) => earner), asked.map(({ achievement }) => achievement), asked.map(({ day }) => day)],
    );
    return new Set(rows.map(({ at }) => at));
  }

  /** Those of the achievements that are the tenant's own: who holds one of another tenant is not known here. */
  async own(tx: Tx, tenant: string, achievements: readonly string[]): Promise<Set<string>> {
    const rows = await tx.query<{ id: string }>(
      'SELECT DISTINCT achievement_id AS id FROM achievement_version_copy WHERE tenant_id = $1 AND achievement_id = ANY($2::uuid[])',
      [tenant, achievements],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
