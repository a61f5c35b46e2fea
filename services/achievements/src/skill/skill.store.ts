import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Skill, SkillEnd } from './skill.js';

/** One generation's own skill, by its address. */
export interface SkillKey {
  readonly tenant: string;
  readonly framework: string;
  readonly generation: number;
  readonly uri: string;
}

/** A page of the skills of a generation: all of them, or those at the top. */
export interface SkillsAsked extends Omit<SkillKey, 'uri'> {
  readonly top: boolean;
  readonly after: number;
  readonly limit: number;
}

/** A page of the skills directly below one. */
export interface NarrowerAsked extends SkillKey {
  readonly after: number;
  readonly limit: number;
}

const columns = `s.id, s.tenant_id AS tenant, s.framework_id AS framework, s.generation, s.generation = f.generation AS current, s.number,
  g.document ->> 'language' AS language, s.text`;
const tables = `skill s JOIN skill_framework f ON f.tenant_id = s.tenant_id AND f.id = s.framework_id AND s.generation <= f.generation
  JOIN skill_generation g ON g.tenant_id = s.tenant_id AND g.framework_id = s.framework_id AND g.number = s.generation AND g.completed_at IS NOT NULL`;
@Injectable()
export class SkillStore {
  /** Each skill as the latest generation has it that its readers may see. */
  byIds(tx: Tx, ids: readonly string[]): Promise<Skill[]> {
    return tx.query(`SELECT DISTINCT ON (s.id) ${columns} FROM ${tables} WHERE s.id = ANY ($1::uuid[]) ORDER BY s.id, s.generation DESC`, [ids]);
  }

  /** One skill for each address: the tenant's own, else of the framework adopted first; one that is in force before one that was. */
  byUris(tx: Tx, tenant: string | null, uris: readonly string[]): Promise<Skill[]> {
    return tx.query(
      `SELECT DISTINCT ON (s.uri) ${columns} FROM ${tables} WHERE s.uri = ANY ($2::text[])
        ORDER BY s.uri, s.generation = f.generation DESC, s.tenant_id IS NOT DISTINCT FROM $1::uuid DESC, f.adopted_at, f.id, s.generation DESC`,
      [tenant, uris],
    );
  }

  /** Skills of given generations by address. */
  byKeys(tx: Tx, keys: readonly SkillKey[]): Promise<Skill[]> {
    return tx.query(
      `SELECT ${columns} FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[]) AS q (tenant, framework, generation, uri)
         JOIN ${tables} ON s.tenant_id = q.tenant AND s.framework_id = q.framework AND s.generation = q.generation AND s.uri = q.uri`,
      unzipped(keys),
    );
  }

  /** Up to 200 associations of each skill that its generation tells of, with its place among those asked, from 1. */
  ends(tx: Tx, keys: readonly SkillKey[]): Promise<(SkillEnd & { place: number })[]> {
    const associations = (own: string, other: string, inverse: boolean) =>
      `(SELECT a.kind, ${inverse} AS inverse, a.${other} AS uri, a.number FROM skill_association a
         WHERE a.tenant_id = q.tenant AND a.framework_id = q.framework AND a.generation = q.generation AND a.${own} = q.uri ORDER BY a.number LIMIT 100)`;
    return tx.query(
      `SELECT q.place::int AS place, e.kind, e.inverse, e.uri
         FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[]) WITH ORDINALITY AS q (tenant, framework, generation, uri, place)
         CROSS JOIN LATERAL (${associations('from_uri', 'to_uri', false)} UNION ALL ${associations('to_uri', 'from_uri', true)}) e
        ORDER BY q.place, e.number`,
      unzipped(keys),
    );
  }

  /** Everything above each skill in its generation, the nearest first, up to 20 steps and 100 skills away. */
  ancestors(tx: Tx, keys: readonly SkillKey[]): Promise<(Skill & { place: number })[]> {
    return tx.query(
      `WITH RECURSIVE up AS (
         SELECT place, tenant, framework, generation, uri, 0 AS steps
           FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[]) WITH ORDINALITY AS q (tenant, framework, generation, uri, place)
         UNION
         SELECT up.place, up.tenant, up.framework, up.generation, CASE WHEN a.kind = 'NARROWER_MATCH' THEN a.from_uri ELSE a.to_uri END, up.steps + 1
           FROM up JOIN skill_association a ON a.tenant_id = up.tenant AND a.framework_id = up.framework AND a.generation = up.generation
            AND ((a.kind IN ('CHILD_OF', 'PART_OF', 'BROADER_MATCH') AND a.from_uri = up.uri) OR (a.kind = 'NARROWER_MATCH' AND a.to_uri = up.uri))
          WHERE up.steps < 20),
       nearest AS (
         SELECT place, tenant, framework, generation, uri, min(steps) AS steps,
                row_number() OVER (PARTITION BY place ORDER BY min(steps), uri) AS rank
           FROM up WHERE steps > 0 GROUP BY place, tenant, framework, generation, uri)
       SELECT n.place::int AS place, ${columns} FROM nearest n
         JOIN ${tables} ON s.tenant_id = n.tenant AND s.framework_id = n.framework AND s.generation = n.generation AND s.uri = n.uri
        WHERE n.rank <= 100 ORDER BY n.place, n.steps, s.number`,
      unzipped(keys),
    );
  }

  /** One page in the order of the source. */
  page(tx: Tx, { tenant, framework, generation, top, after, limit }: SkillsAsked): Promise<Skill[]> {
    return tx.query(
      `SELECT ${columns} FROM ${tables}
        WHERE s.tenant_id = $1 AND s.framework_id = $2 AND s.generation = $3 AND s.number > $4
          AND (NOT $5::boolean OR NOT EXISTS (SELECT 1 FROM skill_association a JOIN skill p ON p.tenant_id = a.tenant_id AND p.framework_id = a.framework_id
                AND p.generation = a.generation AND p.uri = CASE WHEN a.kind = 'NARROWER_MATCH' THEN a.from_uri ELSE a.to_uri END
               WHERE a.tenant_id = $1 AND a.framework_id = $2 AND a.generation = $3
                 AND ((a.from_uri = s.uri AND a.kind IN ('CHILD_OF', 'PART_OF', 'BROADER_MATCH')) OR (a.to_uri = s.uri AND a.kind = 'NARROWER_MATCH'))))
        ORDER BY s.number LIMIT $6`,
      [tenant, framework, generation, after, top, limit],
    );
  }

  /** A page for each skill asked for of those directly below it, in the order of the source, with its place among those asked, from 1. */
  narrower(tx: Tx, asked: readonly NarrowerAsked[]): Promise<(Skill & { place: number })[]> {
    return tx.query(
      `SELECT q.place::int AS place, page.*
         FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::int[], $6::int[]) WITH ORDINALITY AS q (tenant, framework, generation, uri, after, size, place)
         CROSS JOIN LATERAL (
           SELECT ${columns} FROM (
               SELECT a.from_uri AS uri FROM skill_association a
                WHERE a.tenant_id = q.tenant AND a.framework_id = q.framework AND a.generation = q.generation AND a.to_uri = q.uri AND a.kind IN ('CHILD_OF', 'PART_OF', 'BROADER_MATCH')
               UNION
               SELECT a.to_uri FROM skill_association a
                WHERE a.tenant_id = q.tenant AND a.framework_id = q.framework AND a.generation = q.generation AND a.from_uri = q.uri AND a.kind = 'NARROWER_MATCH') below
             JOIN ${tables} ON s.tenant_id = q.tenant AND s.framework_id = q.framework AND s.generation = q.generation AND s.uri = below.uri
            WHERE s.number > q.after ORDER BY s.number LIMIT q.size) page
        ORDER BY q.place, page.number`,
      [...unzipped(asked), asked.map(({ after }) => after), asked.map(({ limit }) => limit)],
    );
  }
}

const unzipped = (keys: readonly SkillKey[]): unknown[][] => [
  keys.map(({ tenant }) => tenant),
  keys.map(({ framework }) => framework),
  keys.map(({ generation }) => generation),
  keys.map(({ uri }) => uri),
];
