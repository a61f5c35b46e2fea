import { whoActs } from '@cairn/access';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { CreditEntry, KnownEntry } from './credit-entry.js';

const columns = `c.id, c.tenant_id AS tenant, c.ledger_id AS ledger, c.category, c.measure, (c.amount * 100)::float8 AS amount, c.on_day::text AS "on",
  c.provider_id AS provider, c.activity, c.source, c.source_award_id AS "sourceAward", c.reference, c.evidence_id AS evidence, c.state, c.reason, c.audit,
  c.version, c.created_at AS "createdAt", c.updated_at AS "updatedAt"`;

/** Entries of ledgers with all their revisions. */
@Injectable()
export class CreditEntryStore {
  /** Stores new entries at their first revision, leaving out what is there already (the same award, the same reference); answers the ids of those stored. */
  async insert(tx: Tx, tenant: string, entries: readonly CreditEntry[]): Promise<Set<string>> {
    const rows = await tx.query<{ id: string }>(
      `WITH made AS (
         INSERT INTO credit_entry (tenant_id, id, ledger_id, category, measure, amount, on_day, provider_id, activity, source, source_award_id, reference,
           evidence_id, state, reason, audit, version, created_at, updated_at)
         SELECT $1, id, ledger, category, measure, amount / 100, on_day, provider, activity, source, award, reference, evidence, state, reason, 'NONE', 1, at, at
           FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::numeric[], $7::date[], $8::uuid[], $9::text[], $10::text[], $11::uuid[], $12::text[],
             $13::uuid[], $14::text[], $15::text[], $16::timestamptz[])
             AS t (id, ledger, category, measure, amount, on_day, provider, activity, source, award, reference, evidence, state, reason, at)
         ON CONFLICT DO NOTHING
         RETURNING id, category, measure, amount, on_day, provider_id, activity, evidence_id, state, reason, audit, version, updated_at
       ), revision AS (
         INSERT INTO credit_revision (tenant_id, entry_id, version, category, measure, amount, on_day, provider_id, activity, evidence_id, state, reason, audit, recorded_at, by_kind, by_actor)
         SELECT $1, id, version, category, measure, amount, on_day, provider_id, activity, evidence_id, state, reason, audit, updated_at, $17, $18 FROM made
       )
       SELECT id FROM made`,
      [tenant, ...valuesOf(entries), ...by()],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Stores the next revision of entries whose locks the caller holds. */
  async revise(tx: Tx, tenant: string, entries: readonly CreditEntry[]): Promise<void> {
    await tx.query(
      `WITH made AS (
         UPDATE credit_entry c SET category = t.category, measure = t.measure, amount = t.amount / 100, on_day = t.on_day, provider_id = t.provider, activity = t.activity,
           evidence_id = t.evidence, state = t.state, reason = t.reason, audit = t.audit, version = t.version, updated_at = t.at
           FROM unnest($2::uuid[], $3::text[], $4::text[], $5::numeric[], $6::date[], $7::uuid[], $8::text[], $9::uuid[], $10::text[], $11::text[], $12::text[],
             $13::int[], $14::timestamptz[])
             AS t (id, category, measure, amount, on_day, provider, activity, evidence, state, reason, audit, version, at)
          WHERE c.tenant_id = $1 AND c.id = t.id
         RETURNING c.id, c.category, c.measure, c.amount, c.on_day, c.provider_id, c.activity, c.evidence_id, c.state, c.reason, c.audit, c.version, c.updated_at
       )
       INSERT INTO credit_revision (tenant_id, entry_id, version, category, measure, amount, on_day, provider_id, activity, evidence_id, state, reason, audit, recorded_at, by_kind, by_actor)
       SELECT $1, id, version, category, measure, amount, on_day, provider_id, activity, evidence_id, state, reason, audit, updated_at, $15, $16 FROM made`,
      [
        tenant,
        entries.map(({ id }) => id),
        entries.map(({ category }) => category),
        entries.map(({ measure }) => measure),
        entries.map(({ amount }) => amount),
        entries.map(({ on }) => on),
        entries.map(({ provider }) => provider),
        entries.map(({ activity }) => activity),
        entries.map(({ evidence }) => evidence),
        entries.map(({ state }) => state),
        entries.map(({ reason }) => reason),
        entries.map(({ audit }) => audit),
        entries.map(({ version }) => version),
        entries.map(({ updatedAt }) => updatedAt),
        ...by(),
      ],
    );
  }

  async lock(tx: Tx, tenant: string, id: string): Promise<CreditEntry | undefined> {
    const [row] = await tx.query<CreditEntry>(`SELECT ${columns} FROM credit_entry c WHERE c.tenant_id = $1 AND c.id = $2 FOR UPDATE`, [tenant, id]);
    return row;
  }

  /** Entries that an award posted, under their locks. */
  ofSource(tx: Tx, tenant: string, award: string): Promise<CreditEntry[]> {
    return tx.query(`SELECT ${columns} FROM credit_entry c WHERE c.tenant_id = $1 AND c.source_award_id = $2 ORDER BY c.id FOR UPDATE`, [tenant, award]);
  }

  /** The entries that stand in the way of new ones, in their order: of the same award, or with the same reference. */
  async standing(tx: Tx, tenant: string, entries: readonly CreditEntry[]): Promise<(CreditEntry | undefined)[]> {
    const rows = await tx.query<CreditEntry & { readonly at: number }>(
      `SELECT asked.at::int - 1 AS at, there.*
         FROM unnest($2::text[], $3::uuid[], $4::uuid[], $5::text[], $6::text[]) WITH ORDINALITY AS asked (reference, ledger, source, category, measure, at)
        CROSS JOIN LATERAL (
          SELECT ${columns} FROM credit_entry c
           WHERE c.tenant_id = $1 AND (c.reference = asked.reference
             OR (c.ledger_id = asked.ledger AND c.source_award_id = asked.source AND c.category IS NOT DISTINCT FROM asked.category AND c.measure = asked.measure)) LIMIT 1
        ) there`,
      [
        tenant,
        entries.map(({ reference }) => reference),
        entries.map(({ ledger }) => ledger),
        entries.map(({ sourceAward }) => sourceAward),
        entries.map(({ category }) => category),
        entries.map(({ measure }) => measure),
      ],
    );
    const found = new Map(rows.map(({ at, ...entry }) => [at, entry]));
    return entries.map((_, at) => found.get(at));
  }

  byIds(tx: Tx, ids: readonly string[]): Promise<CreditEntry[]> {
    return tx.query(`SELECT ${columns} FROM credit_entry c WHERE c.id = ANY($1::uuid[])`, [ids]);
  }

  /** A page of a ledger, oldest first. */
  page(tx: Tx, tenant: string, ledger: string, after: string | null, limit: number): Promise<CreditEntry[]> {
    return tx.query(
      `SELECT ${columns} FROM credit_entry c WHERE c.tenant_id = $1 AND c.ledger_id = $2 AND ($3::uuid IS NULL OR c.id > $3) ORDER BY c.id LIMIT $4`,
      [tenant, ledger, after, limit],
    );
  }

  /** Every entry of each ledger in the revision that was the last at an instant, in the order of what was asked. */
  async known(tx: Tx, asked: readonly { readonly tenant: string; readonly ledger: string; readonly knownAsOf: Date }[]): Promise<KnownEntry[][]> {
    const rows = await tx.query<KnownEntry & { readonly at: number }>(
      `SELECT DISTINCT ON (w.at, r.entry_id) w.at::int AS at, r.entry_id AS id, r.category, r.measure, (r.amount * 100)::float8 AS amount, r.on_day::text AS "on",
              r.provider_id AS provider, r.activity, r.state, r.reason, c.source_award_id AS "sourceAward"
         FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) WITH ORDINALITY AS w (tenant, ledger, known, at)
         JOIN credit_entry c ON c.tenant_id = w.tenant AND c.ledger_id = w.ledger
         JOIN credit_revision r ON r.tenant_id = c.tenant_id AND r.entry_id = c.id AND r.recorded_at <= w.known
        ORDER BY w.at, r.entry_id, r.version DESC`,
      [asked.map(({ tenant }) => tenant), asked.map(({ ledger }) => ledger), asked.map(({ knownAsOf }) => knownAsOf)],
    );
    const found = Map.groupBy(rows, ({ at }) => at);
    return asked.map((_, at) => found.get(at + 1) ?? []);
  }
}

const by = (): [string, string | null] => {
  const { kind, actor } = whoActs();
  return [kind, actor];
};

const valuesOf = (entries: readonly CreditEntry[]): unknown[] => [
  entries.map(({ id }) => id),
  entries.map(({ ledger }) => ledger),
  entries.map(({ category }) => category),
  entries.map(({ measure }) => measure),
  entries.map(({ amount }) => amount),
  entries.map(({ on }) => on),
  entries.map(({ provider }) => provider),
  entries.map(({ activity }) => activity),
  entries.map(({ source }) => source),
  entries.map(({ sourceAward }) => sourceAward),
  entries.map(({ reference }) => reference),
  entries.map(({ evidence }) => evidence),
  entries.map(({ state }) => state),
  entries.map(({ reason }) => reason),
  entries.map(({ createdAt }) => createdAt),
];
