import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { RosterEntry } from './roster-entry.js';

const columns = `r.id, r.tenant_id AS tenant, r.earner_id AS earner, r.groups, r.state, r.joined_at AS "joinedAt", r.left_at AS "leftAt", r.version,
  r.updated_at AS "updatedAt"`;

/** Entries of rosters. The index `roster_entry_current` admits one of a person at a time. */
@Injectable()
export class RosterStore {
  /** False when the person is on the roster already. */
  async insert(tx: Tx, { tenant, id, earner, groups, state, joinedAt, version }: RosterEntry): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO roster_entry (tenant_id, id, earner_id, groups, state, joined_at, version, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $6)
       ON CONFLICT DO NOTHING RETURNING 1`,
      [tenant, id, earner, groups, state, joinedAt, version],
    );
    return rows.length > 0;
  }

  /** Entries that have not ended, of earners. */
  current(tx: Tx, earners: readonly { readonly tenant: string; readonly id: string }[]): Promise<RosterEntry[]> {
    return tx.query(
      `SELECT ${columns} FROM unnest($1::uuid[], $2::uuid[]) AS asked (tenant, earner)
         JOIN roster_entry r ON r.tenant_id = asked.tenant AND r.earner_id = asked.earner AND r.state <> 'LEFT'`,
      [earners.map(({ tenant }) => tenant), earners.map(({ id }) => id)],
    );
  }

  async lock(tx: Tx, tenant: string, id: string): Promise<RosterEntry | undefined> {
    const [row] = await tx.query<RosterEntry>(`SELECT ${columns} FROM roster_entry r WHERE r.tenant_id = $1 AND r.id = $2 FOR UPDATE`, [tenant, id]);
    return row;
  }

  async update(tx: Tx, { tenant, id, groups, state, leftAt, version, updatedAt }: RosterEntry): Promise<void> {
    await tx.query('UPDATE roster_entry SET groups = $3, state = $4, left_at = $5, version = $6, updated_at = $7 WHERE tenant_id = $1 AND id = $2', [
      tenant,
      id,
      groups,
      state,
      leftAt,
      version,
      updatedAt,
    ]);
  }

  /** Gives an entry to another record. */
  async move(tx: Tx, { tenant, id, earner, version, updatedAt }: RosterEntry): Promise<void> {
    await tx.query('UPDATE roster_entry SET earner_id = $3, version = $4, updated_at = $5 WHERE tenant_id = $1 AND id = $2', [tenant, id, earner, version, updatedAt]);
  }
}
