import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { OtherAward } from './items.js';

/** A cycle whose state was told to others. */
export interface Told {
  readonly cycle: number;
  readonly state: string;
}

/** An award that is kept valid by cycles of credit. */
export interface MaintainedAward {
  readonly tenant: string;
  readonly award: string;
  /** The award with which its ledger began: its own id, or that of the one it replaced. */
  readonly ledger: string;
  readonly version: number;
  readonly told: readonly Told[];
  /** Whether its suspension for SHORTFALL was opened by the rule. */
  readonly short: boolean;
  readonly lapsedOn: string | null;
}

const columns = `m.tenant_id AS tenant, m.award_id AS award, m.ledger_id AS ledger, m.version, m.told, m.short, m.lapsed_on::text AS "lapsedOn"`;

/** Maintained awards, and what time has to do with them. */
@Injectable()
export class MaintainedAwardStore {
  /** Begins to keep awards; those that are kept stay as they are. */
  async begin(tx: Tx, tenant: string, awards: readonly { readonly award: string; readonly ledger: string }[], at: Date): Promise<void> {
    await tx.query(
      `INSERT INTO maintained_award (tenant_id, award_id, ledger_id, next_at)
       SELECT $1, award, ledger, $4 FROM unnest($2::uuid[], $3::uuid[]) AS t (award, ledger) ON CONFLICT DO NOTHING`,
      [tenant, awards.map(({ award }) => award), awards.map(({ ledger }) => ledger), at],
    );
  }

  async lock(tx: Tx, tenant: string, award: string): Promise<MaintainedAward | undefined> {
    const [row] = await tx.query<MaintainedAward>(`SELECT ${columns} FROM maintained_award m WHERE m.tenant_id = $1 AND m.award_id = $2 FOR UPDATE`, [tenant, award]);
    return row;
  }

  /** Row-level security leaves those of the caller's tenant, or his own. */
  byAwards(tx: Tx, awards: readonly string[]): Promise<MaintainedAward[]> {
    return tx.query(`SELECT ${columns} FROM maintained_award m WHERE m.award_id = ANY($1::uuid[])`, [awards]);
  }

  /** The award that a ledger serves now: the last of those that replaced one another. */
  async serving(tx: Tx, tenant: string, ledger: string): Promise<string | undefined> {
    const [row] = await tx.query<{ award: string }>(
      `SELECT m.award_id AS award FROM maintained_award m JOIN award a ON a.tenant_id = m.tenant_id AND a.id = m.award_id
        WHERE m.tenant_id = $1 AND m.ledger_id = $2 ORDER BY a.state = 'REPLACED', m.award_id DESC LIMIT 1`,
      [tenant, ledger],
    );
    return row?.award;
  }

  async keep(tx: Tx, { tenant, award, version, told, short, lapsedOn }: MaintainedAward, nextAt: Date | null): Promise<void> {
    await tx.query('UPDATE maintained_award SET version = $3, told = $4, short = $5, lapsed_on = $6, next_at = $7 WHERE tenant_id = $1 AND award_id = $2', [
      tenant,
      award,
      version,
      JSON.stringify(told),
      short,
      lapsedOn,
      nextAt,
    ]);
  }

  /** What is due, of any tenant: for the worker role. */
  due(tx: Tx, now: Date, limit: number): Promise<{ tenant: string; award: string }[]> {
    return tx.query(`SELECT tenant_id AS tenant, award_id AS award FROM maintained_award WHERE next_at <= $1 ORDER BY next_at, award_id LIMIT $2`, [now, limit]);
  }

  async putOff(tx: Tx, tenant: string, award: string, until: Date): Promise<void> {
    await tx.query('UPDATE maintained_award SET next_at = $3 WHERE tenant_id = $1 AND award_id = $2', [tenant, award, until]);
  }

  /** Awards of an earner that hold or are suspended and whose rules take the credits of other awards. */
  takingCredits(tx: Tx, tenant: string, earner: string): Promise<{ award: string }[]> {
    return tx.query(
      `SELECT a.id AS award FROM award a JOIN achievement_version_copy v ON v.tenant_id = a.tenant_id AND v.id = a.achievement_version_id
        WHERE a.tenant_id = $1 AND a.earner_id = $2 AND a.state IN ('ACTIVE', 'SUSPENDED') AND v.validity = 'MAINTAINED' AND v.maintenance ->> 'creditsFromAwards' = 'true'
        ORDER BY a.id LIMIT 100`,
      [tenant, earner],
    );
  }

  /** Other awards of each earner with the credits of their versions, as far as they were known at an instant; the latest 1,000. */
  async others(
    tx: Tx,
    asked: readonly { readonly tenant: string; readonly earner: string; readonly award: string; readonly knownAsOf: Date }[],
  ): Promise<OtherAward[][]> {
    const rows = await tx.query<OtherAward & { readonly at: number }>(
      `SELECT w.at::int AS at, o.id, o.achievement_id AS achievement, o.issuer_id AS issuer, o.awarded_on::text AS "awardedOn", o.valid_until::text AS "validUntil",
              v.assessed, v.credits,
              CASE WHEN o.revoked_at <= w.known THEN CASE WHEN o.revocation_reason = 'ISSUED_IN_ERROR' THEN o.awarded_on ELSE o.revoked_at::date END END::text AS "revokedOn"
         FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[]) WITH ORDINALITY AS w (tenant, earner, award, known, at)
        CROSS JOIN LATERAL (
          SELECT a.id, a.achievement_id, a.achievement_version_id, a.issuer_id, a.awarded_on, a.valid_until, a.revoked_at, a.revocation_reason
            FROM award a
           WHERE a.tenant_id = w.tenant AND a.earner_id = w.earner AND a.id <> w.award AND a.created_at <= w.known AND a.state IN ('ACTIVE', 'SUSPENDED', 'REVOKED')
           ORDER BY a.awarded_on DESC, a.id LIMIT 1000) o
         JOIN achievement_version_copy v ON v.id = o.achievement_version_id
        ORDER BY w.at, o.awarded_on DESC, o.id`,
      [asked.map(({ tenant }) => tenant), asked.map(({ earner }) => earner), asked.map(({ award }) => award), asked.map(({ knownAsOf }) => knownAsOf)],
    );
    const found = Map.groupBy(rows, ({ at }) => at);
    return asked.map((_, at) => found.get(at + 1) ?? []);
  }
}
