import type { IssuerCalendar } from '@cairn/events';
import type { Outcome } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** Which version of an achievement's or issuer's events the copies here have reached. */
@Injectable()
export class CopyClockStore {
  /** Moves an achievement on by one event: `applied` when it is the next one. */
  async achievement(tx: Tx, tenant: string, id: string, version: number): Promise<Outcome> {
    const [row] = await tx.query<{ version: number }>('SELECT version FROM achievement_copy WHERE id = $1 FOR UPDATE', [id]);
    const outcome = orderOf(row?.version ?? 0, version);
    if (outcome !== 'applied') return outcome;
    await tx.query(
      `INSERT INTO achievement_copy (id, tenant_id, version) VALUES ($1, $2, $3)
       ON CONFLICT (id) DO UPDATE SET version = excluded.version WHERE achievement_copy.tenant_id = excluded.tenant_id`,
      [id, tenant, version],
    );
    return 'applied';
  }

  /** Issuer events carry the whole profile, so a later one may come first. */
  async issuer(tx: Tx, tenant: string, issuer: { id: string; name: string; state: string; calendar: IssuerCalendar | null }, version: number): Promise<Outcome> {
    const rows = await tx.query(
      `INSERT INTO issuer_copy (id, tenant_id, name, state, version, calendar) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, state = excluded.state, calendar = excluded.calendar, version = excluded.version
         WHERE issuer_copy.version < excluded.version AND issuer_copy.tenant_id = excluded.tenant_id
       RETURNING id`,
      [issuer.id, tenant, issuer.name, issuer.state, version, issuer.calendar],
    );
    return rows.length > 0 ? 'applied' : 'stale';
  }
}

/** Whether an event of version `next` follows a copy at version `have`. */
export const orderOf = (have: number, next: number): Outcome => (next <= have ? 'stale' : next > have + 1 ? 'early' : 'applied');
