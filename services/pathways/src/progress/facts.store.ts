import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { groupedBy } from '../grouped.js';
import type { EnrolmentToEvaluate, HeldAward, LedgerItem, StandingCompletion } from './earner-records.js';
import { plainArray } from './plain-array.js';

/** Null where nothing was said: mostly. */
type Unsaid = { readonly [Part in 'exceptions' | 'attestations' | 'destinations']: EnrolmentToEvaluate[Part] | null };

/** What an earner holds is read whole up to here: to name what may count costs more than some rows too many. */
const readWhole = 50;
const noLimit = 1_000_000;

/** SQL: what somebody said of enrolment `e`, null for nothing. Looked for only where the tenant has any such row: mostly it has none. */
const saidOf = (table: string, found: string): string =>
  `CASE WHEN (SELECT EXISTS (SELECT 1 FROM ${table} WHERE tenant_id = $1)) THEN (SELECT json_agg(${found}) FROM ${table} s WHERE s.tenant_id = $1 AND s.enrolment_id = e.id) END`;

/** What evaluations are made of. Every statement names the tenant: they run for requests and for listeners. */
@Injectable()
export class FactsStore {
  /** Locks these earners until the transaction ends, in one order for everybody. Taken before anything of them is read. */
  async lockEarners(tx: Tx, tenant: string, earners: readonly string[]): Promise<void> {
    const wanted = [...new Set(earners)].sort();
    if (wanted.length === 0) return;
    const locked = await this.lockKnown(tx, tenant, wanted);
    if (locked.length === wanted.length) return;
    const known = new Set(locked);
    const missing = wanted.filter((earner) => !known.has(earner));
    const added = await tx.query(
      `INSERT INTO earner_lock (tenant_id, earner_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT (tenant_id, earner_id) DO NOTHING RETURNING 1`,
      [tenant, plainArray(missing)],
    );
    // Somebody else was there between the two statements, and has committed.
    if (added.length < missing.length) await this.lockKnown(tx, tenant, missing);
  }

  private async lockKnown(tx: Tx, tenant: string, sorted: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ earner: string }>(
      `SELECT earner_id AS earner FROM earner_lock WHERE tenant_id = $1 AND earner_id = ANY($2::uuid[]) ORDER BY earner_id FOR UPDATE`,
      [tenant, plainArray(sorted)],
    );
    return rows.map(({ earner }) => earner);
  }

  /**
   * Enrolments with what was said of their nodes and what is recorded of them, by id; those that never began are left out.
   * Each is looked up by its keys, whatever the planner believed of the tables when it last looked.
   */
  async enrolments(tx: Tx, tenant: string, ids: readonly string[]): Promise<EnrolmentToEvaluate[]> {
    const rows = await tx.query<Unsaid & Omit<EnrolmentToEvaluate, keyof Unsaid>>(
      `SELECT e.id, e.earner_id AS earner, e.pathway_id AS pathway, p.version AS "pathwayChanges", e.pathway_version_id AS "pathwayVersion", v.number, e.state,
              e.enrolled_on::text AS "enrolledOn", e.withdrawn_on::text AS "withdrawnOn", e.opt_ins AS "optIns", e.exit_requests AS "exitRequests",
              e.version, r.fingerprint, c.completion,
              ARRAY(SELECT award_id FROM counted_award WHERE tenant_id = $1 AND enrolment_id = e.id)::text[] AS counted,
              ${saidOf('node_exception', `json_build_object('id', s.id, 'node', s.node, 'type', s.kind, 'award', s.award_id, 'amount', coalesce(s.amount, 0), 'on', s.from_on, 'until', s.until_on) ORDER BY s.id`)} AS exceptions,
              ${saidOf('node_attestation', `json_build_object('id', s.id, 'node', s.node, 'on', s.on_day, 'until', s.until_on, 'revokedOn', s.revoked_on) ORDER BY s.id`)} AS attestations,
              ${saidOf('destination', `json_build_object('id', s.id, 'kind', s.kind, 'node', s.node, 'state', s.state, 'reachedOn', s.reached_on, 'lostOn', s.lost_on, 'version', s.version, 'pathwayVersion', s.pathway_version_id, 'achievement', s.achievement_id)`)} AS destinations
         FROM unnest($2::uuid[]) AS asked (id)
        CROSS JOIN LATERAL (SELECT id, earner_id, pathway_id, pathway_version_id, state, enrolled_on, withdrawn_on, opt_ins, exit_requests, version
                              FROM enrolment WHERE tenant_id = $1 AND id = asked.id LIMIT 1) AS e
        CROSS JOIN LATERAL (SELECT version FROM pathway WHERE tenant_id = $1 AND id = e.pathway_id LIMIT 1) AS p
        CROSS JOIN LATERAL (SELECT number FROM pathway_version WHERE tenant_id = $1 AND id = e.pathway_version_id LIMIT 1) AS v
         LEFT JOIN LATERAL (SELECT fingerprint FROM progress WHERE tenant_id = $1 AND enrolment_id = e.id LIMIT 1) AS r ON true
         LEFT JOIN LATERAL (SELECT json_build_object('id', id, 'state', state, 'completedOn', completed_on, 'currentSince', current_since, 'lapsedOn', lapsed_on,
                                   'countedAwards', counted_awards, 'version', version, 'ground', ground) AS completion
                              FROM completion WHERE tenant_id = $1 AND enrolment_id = e.id LIMIT 1) AS c ON true`,
      [tenant, plainArray([...new Set(ids)].sort())],
    );
    return rows.map((row) => ({ ...row, exceptions: row.exceptions ?? [], attestations: row.attestations ?? [], destinations: row.destinations ?? [] }));
  }

  /**
   * What these earners hold, by earner; of those who hold much only what one of these lists names and these awards, unless
   * `named` is null. What is only scheduled or offered, was declined or cancelled is not held.
   */
  async holdings(tx: Tx, tenant: string, earners: readonly string[], named: readonly ReadonlySet<string>[] | null, awards: readonly string[]): Promise<Map<string, HeldAward[]>> {
    const asked = [...new Set(earners)];
    const held = groupedBy(await this.held(tx, tenant, asked, null, [], named === null ? noLimit : readWhole + 1), ({ earner }) => earner);
    const much = named === null ? [] : asked.filter((earner) => (held.get(earner)?.length ?? 0) > readWhole);
    if (named === null || much.length === 0) return held;
    const counting = groupedBy(await this.held(tx, tenant, much, [...new Set(named.flatMap((some) => [...some]))], awards, noLimit), ({ earner }) => earner);
    for (const earner of much) held.set(earner, counting.get(earner) ?? []);
    return held;
  }

  /** Up to `limit` of each earner. A sub-select is hashed, where thousands of achievements in an array would be looked through for every row. */
  private held(tx: Tx, tenant: string, earners: readonly string[], achievements: readonly string[] | null, awards: readonly string[], limit: number): Promise<HeldAward[]> {
    return tx.query<HeldAward>(
      `SELECT asked.earner, h.*
         FROM unnest($2::uuid[]) AS asked (earner)
        CROSS JOIN LATERAL (
          SELECT award_id AS id, achievement_id AS achievement, achievement_version_id AS "achievementVersion", issuer_id AS issuer,
                 issued_on::text AS "issuedOn", expires_on::text AS "expiresOn", CASE WHEN voided THEN issued_on ELSE revoked_on END::text AS "revokedOn",
                 nullif(suspensions, '[]') AS suspensions, CASE WHEN snapshot ? 'creditsEarned' THEN snapshot END AS snapshot, result, version
            FROM holding
           WHERE tenant_id = $1 AND earner_id = asked.earner
             AND ($3::uuid[] IS NULL OR achievement_id IN (SELECT unnest($3::uuid[])) OR award_id = ANY($4::uuid[]))
             AND state NOT IN ('SCHEDULED', 'OFFERED', 'DECLINED', 'CANCELLED')
           LIMIT $5) AS h`,
      [tenant, plainArray(earners), achievements && plainArray(achievements), plainArray(awards), limit],
    );
  }

  /** Entries of the credit ledger that count, by earner. */
  async entries(tx: Tx, tenant: string, earners: readonly string[]): Promise<Map<string, LedgerItem[]>> {
    const rows = await tx.query<LedgerItem>(
      `SELECT entry_id AS id, earner_id AS earner, category, measure, (amount * 100)::int AS hundredths, on_day::text AS "on", issuer_id AS issuer
         FROM ledger_entry WHERE tenant_id = $1 AND earner_id = ANY($2::uuid[]) AND counts`,
      [tenant, [...new Set(earners)]],
    );
    return groupedBy(rows, ({ earner }) => earner);
  }

  /** How these earners stand in these pathways, by earner; what never held is left out. */
  async standings(tx: Tx, tenant: string, earners: readonly string[], pathways: readonly string[]): Promise<Map<string, StandingCompletion[]>> {
    const rows = await tx.query<StandingCompletion>(
      `SELECT e.earner_id AS earner, e.pathway_id AS pathway, c.completed_on::text AS "completedOn", c.counted_awards AS counted,
              coalesce((c.ground ->> 'version')::int, v.number) AS number,
              coalesce((SELECT json_agg(json_build_object('from', i.from_on, 'until', i.until_on) ORDER BY i.from_on) FROM completion_interval i
                         WHERE i.tenant_id = c.tenant_id AND i.completion_id = c.id AND i.version = c.version), '[]') AS intervals
         FROM enrolment e
         JOIN completion c ON c.tenant_id = e.tenant_id AND c.enrolment_id = e.id AND c.state <> 'ANNULLED'
         JOIN pathway_version v ON v.tenant_id = e.tenant_id AND v.id = e.pathway_version_id
        WHERE e.tenant_id = $1 AND e.earner_id = ANY($2::uuid[]) AND e.pathway_id = ANY($3::uuid[])
        ORDER BY c.completed_on, c.id`,
      [tenant, [...new Set(earners)], [...new Set(pathways)]],
    );
    return groupedBy(rows, ({ earner }) => earner);
  }
}
