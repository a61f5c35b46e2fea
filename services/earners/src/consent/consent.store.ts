import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { ConsentFact } from './consent.js';

/** What was said about consents; rows are only added. */
@Injectable()
export class ConsentStore {
  async add(tx: Tx, tenant: string, ...facts: readonly ConsentFact[]): Promise<void> {
    await tx.query(
      `INSERT INTO consent_fact (tenant_id, id, version, earner_id, purpose, said_by, evidence, at)
       SELECT $1, id, version, earner, purpose, by, evidence, at
         FROM unnest($2::uuid[], $3::int[], $4::uuid[], $5::text[], $6::text[], $7::bytea[], $8::timestamptz[]) AS f (id, version, earner, purpose, by, evidence, at)`,
      [tenant, ...(['id', 'version', 'earner', 'purpose', 'by', 'evidence', 'at'] as const).map((member) => facts.map((fact) => fact[member]))],
    );
  }

  /** Everything said about these earners, and about the records merged into them; the latest 200 of each. */
  async of(tx: Tx, earners: readonly { tenant: string; id: string }[]): Promise<ConsentFact[][]> {
    const rows = await tx.query<ConsentFact & { place: number }>(
      `SELECT asked.place::int AS place, f.id, f.version, f.earner, f.purpose, f.by, f.evidence, f.at
         FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS asked (tenant, earner, place)
        CROSS JOIN LATERAL (
          SELECT c.id, c.version, c.earner_id AS earner, c.purpose, c.said_by AS by, c.evidence, c.at FROM consent_fact c
           WHERE c.tenant_id = asked.tenant AND (c.earner_id = asked.earner OR c.earner_id IN (
             WITH RECURSIVE merged (id) AS (
               SELECT e.id FROM earner e WHERE e.tenant_id = asked.tenant AND e.merged_into = asked.earner
               UNION ALL SELECT e.id FROM merged m JOIN earner e ON e.tenant_id = asked.tenant AND e.merged_into = m.id
             ) SELECT id FROM merged))
           ORDER BY c.at DESC, c.id LIMIT 200
        ) AS f ORDER BY asked.place`,
      [earners.map(({ tenant }) => tenant), earners.map(({ id }) => id)],
    );
    const found = earners.map((): ConsentFact[] => []);
    for (const row of rows) found[row.place - 1]?.push(row);
    return found;
  }

  /** Which of these earners have withdrawn PUBLIC_PAGE and not given it again. */
  async withdrawnPages(tx: Tx, tenant: string, earners: readonly string[]): Promise<Set<string>> {
    const rows = await tx.query<{ earner: string }>(
      `SELECT g.earner_id AS earner FROM consent_fact g LEFT JOIN consent_fact w ON w.tenant_id = g.tenant_id AND w.id = g.id AND w.version = 2
        WHERE g.tenant_id = $1 AND g.earner_id = ANY($2::uuid[]) AND g.purpose = 'PUBLIC_PAGE' AND g.version = 1
        GROUP BY g.earner_id HAVING bool_and(w.id IS NOT NULL)`,
      [tenant, earners],
    );
    return new Set(rows.map(({ earner }) => earner));
  }

  /** Forgets where the papers about these earners are. That they were given stays. */
  async forgetEvidence(tx: Tx, tenant: string, earners: readonly string[]): Promise<void> {
    await tx.query('UPDATE consent_fact SET evidence = NULL WHERE tenant_id = $1 AND earner_id = ANY($2::uuid[]) AND evidence IS NOT NULL', [
      tenant,
      earners,
    ]);
  }
}
