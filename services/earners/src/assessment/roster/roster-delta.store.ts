import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { DeltaCounts } from './roster-delta.js';
import type { RosterEntry } from './roster-entry.js';

/** A line that was refused, without what stands in it. */
export interface LineError {
  readonly row: number;
  readonly code: string;
  readonly field: string | null;
  readonly message: string;
}

/** What came of a delta the first time. */
export interface AppliedDelta {
  readonly contentHash: Buffer;
  readonly counts: DeltaCounts;
  readonly errors: readonly LineError[];
}

export interface NamedEarner {
  readonly id: string;
  readonly version: number;
  readonly name: Buffer | null;
  readonly key: Buffer | null;
}

/** Reads and writes of a delta, set by set. */
@Injectable()
export class RosterDeltaStore {
  /** Two deltas of one tenant go one after the other. */
  async hold(tx: Tx, tenant: string): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('roster ' || $1::text, 0))`, [tenant]);
  }

  async applied(tx: Tx, tenant: string, delta: string): Promise<AppliedDelta | undefined> {
    const [row] = await tx.query<AppliedDelta>(
      `SELECT content_hash AS "contentHash", errors,
              json_build_object('joined', joined, 'left', departed, 'changed', changed, 'unchanged', unchanged) AS counts
         FROM roster_delta WHERE tenant_id = $1 AND delta_id = $2`,
      [tenant, delta],
    );
    return row;
  }

  async note(tx: Tx, tenant: string, delta: string, { contentHash, counts, errors }: AppliedDelta, at: Date): Promise<void> {
    await tx.query(
      `INSERT INTO roster_delta (tenant_id, delta_id, content_hash, joined, departed, changed, unchanged, errors, applied_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [tenant, delta, contentHash, counts.joined, counts.left, counts.changed, counts.unchanged, JSON.stringify(errors), at],
    );
  }

  /** Locks what is kept of these earners, in one order for everybody. */
  lockEarners(tx: Tx, tenant: string, earners: readonly string[]): Promise<NamedEarner[]> {
    return tx.query(
      `SELECT e.id, e.version, e.name, k.wrapped AS key
         FROM earner e LEFT JOIN earner_key k ON k.tenant_id = e.tenant_id AND k.earner_id = e.id
        WHERE e.tenant_id = $1 AND e.id = ANY($2::uuid[]) ORDER BY e.id FOR UPDATE OF e`,
      [tenant, earners],
    );
  }

  async putNames(tx: Tx, tenant: string, names: readonly { readonly earner: string; readonly version: number; readonly name: Buffer }[], at: Date): Promise<void> {
    await tx.query(
      `UPDATE earner e SET name = n.name, version = n.version, updated_at = $5
         FROM unnest($2::uuid[], $3::int[], $4::bytea[]) AS n (id, version, name) WHERE e.tenant_id = $1 AND e.id = n.id`,
      [tenant, names.map(({ earner }) => earner), names.map(({ version }) => version), names.map(({ name }) => name), at],
    );
  }

  /** New entries; groups travel as JSON, since arrays of arrays have to be of one length. */
  async insert(tx: Tx, tenant: string, entries: readonly RosterEntry[], at: Date): Promise<void> {
    await tx.query(
      `INSERT INTO roster_entry (tenant_id, id, earner_id, groups, state, joined_at, version, updated_at)
       SELECT $1, g.id, g.earner, ARRAY(SELECT jsonb_array_elements_text(g.groups::jsonb)), 'ACTIVE', $5, 1, $5
         FROM unnest($2::uuid[], $3::uuid[], $4::text[]) AS g (id, earner, groups)`,
      [tenant, entries.map(({ id }) => id), entries.map(({ earner }) => earner), entries.map(({ groups }) => JSON.stringify(groups)), at],
    );
  }

  async update(tx: Tx, tenant: string, entries: readonly RosterEntry[], at: Date): Promise<void> {
    await tx.query(
      `UPDATE roster_entry r SET groups = ARRAY(SELECT jsonb_array_elements_text(g.groups::jsonb)), state = g.state,
              left_at = CASE WHEN g.state = 'LEFT' THEN $6::timestamptz END, version = g.version, updated_at = $6
         FROM unnest($2::uuid[], $3::text[], $4::text[], $5::int[]) AS g (id, groups, state, version)
        WHERE r.tenant_id = $1 AND r.id = g.id`,
      [
        tenant,
        entries.map(({ id }) => id),
        entries.map(({ groups }) => JSON.stringify(groups)),
        entries.map(({ state }) => state),
        entries.map(({ version }) => version),
        at,
      ],
    );
  }
}
