import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { AssociationText, FrameworkDocument, SkillText } from './framework-text.js';

/** A generation of a framework. */
export interface GenerationKey {
  readonly tenant: string;
  readonly framework: string;
  readonly number: number;
}

export interface NumberedSkill {
  readonly number: number;
  /** Of a skill that no earlier generation has; else the earlier one's counts. */
  readonly id: string;
  /** UUID by which CASE knows it. */
  readonly identifier: string;
  readonly text: SkillText;
}

export interface NumberedAssociation {
  readonly number: number;
  /** Whether one of its ends is no skill of the framework. */
  readonly outside: boolean;
  readonly text: AssociationText;
}

/** What generations are made of. Written by jobs only; rows that are there already stay, so that work may be repeated. */
@Injectable()
export class SkillGenerationStore {
  /** Content hash of a generation, and how many there have been. */
  async last(tx: Tx, tenant: string, framework: string, current: number): Promise<{ number: number; currentHash: string | null }> {
    const [row] = await tx.query<{ number: number; currentHash: string | null }>(
      `SELECT coalesce(max(number), 0)::int AS number, max(content_hash) FILTER (WHERE number = $3) AS "currentHash"
         FROM skill_generation WHERE tenant_id = $1 AND framework_id = $2`,
      [tenant, framework, current],
    );
    return row ?? { number: 0, currentHash: null };
  }

  async insert(tx: Tx, { tenant, framework, number }: GenerationKey, document: FrameworkDocument, contentHash: string, skillCount: number): Promise<void> {
    await tx.query(
      `INSERT INTO skill_generation (tenant_id, framework_id, number, format, content_hash, document, skill_count) VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7)`,
      [tenant, framework, number, document.format, contentHash, JSON.stringify(document), skillCount],
    );
  }

  async complete(tx: Tx, { tenant, framework, number }: GenerationKey, at: Date): Promise<void> {
    await tx.query(`UPDATE skill_generation SET completed_at = $4 WHERE tenant_id = $1 AND framework_id = $2 AND number = $3`, [tenant, framework, number, at]);
  }

  async insertSkills(tx: Tx, { tenant, framework, number }: GenerationKey, skills: readonly NumberedSkill[]): Promise<void> {
    await tx.query(
      `INSERT INTO skill (tenant_id, framework_id, generation, number, id, uri, identifier, code, text)
       SELECT $1, $2, $3, s.number,
              coalesce((SELECT k.id FROM skill k WHERE k.tenant_id = $1 AND k.framework_id = $2 AND k.uri = s.uri AND k.generation < $3 ORDER BY k.generation DESC LIMIT 1), s.id),
              s.uri, s.identifier, s.code, s.text
         FROM unnest($4::int[], $5::uuid[], $6::text[], $7::uuid[], $8::text[], $9::jsonb[]) AS s (number, id, uri, identifier, code, text)
       ON CONFLICT DO NOTHING`,
      [
        tenant,
        framework,
        number,
        skills.map((skill) => skill.number),
        skills.map(({ id }) => id),
        skills.map(({ text }) => text.uri),
        skills.map(({ identifier }) => identifier),
        skills.map(({ text }) => text.code),
        skills.map(({ text }) => JSON.stringify(text)),
      ],
    );
  }

  async insertAssociations(tx: Tx, { tenant, framework, number }: GenerationKey, associations: readonly NumberedAssociation[]): Promise<void> {
    await tx.query(
      `INSERT INTO skill_association (tenant_id, framework_id, generation, number, kind, from_uri, to_uri, outside, more)
       SELECT $1, $2, $3, a.number, a.kind, a.from_uri, a.to_uri, a.outside, a.more
         FROM unnest($4::int[], $5::text[], $6::text[], $7::text[], $8::boolean[], $9::jsonb[]) AS a (number, kind, from_uri, to_uri, outside, more)
       ON CONFLICT DO NOTHING`,
      [
        tenant,
        framework,
        number,
        associations.map((one) => one.number),
        associations.map(({ text }) => text.kind),
        associations.map(({ text }) => text.from),
        associations.map(({ text }) => text.to),
        associations.map(({ outside }) => outside),
        associations.map(({ text }) => JSON.stringify(text.more)),
      ],
    );
  }

  /** A slice of a generation's skills in their order. */
  skills(tx: Tx, { tenant, framework, number }: GenerationKey, after: number, limit: number): Promise<{ id: string; number: number; text: SkillText }[]> {
    return tx.query(
      `SELECT id, number, text FROM skill WHERE tenant_id = $1 AND framework_id = $2 AND generation = $3 AND number > $4 ORDER BY number LIMIT $5`,
      [tenant, framework, number, after, limit],
    );
  }

  /** A slice of a generation's associations in their order. */
  associations(tx: Tx, { tenant, framework, number }: GenerationKey, after: number, limit: number): Promise<(AssociationText & { number: number; outside: boolean })[]> {
    return tx.query(
      `SELECT number, kind, from_uri AS "from", to_uri AS "to", outside, more FROM skill_association
        WHERE tenant_id = $1 AND framework_id = $2 AND generation = $3 AND number > $4 ORDER BY number LIMIT $5`,
      [tenant, framework, number, after, limit],
    );
  }

  /** A skill of a public framework by id or by the identifier of CASE, as the latest generation has it that had it. */
  async publishedSkill(tx: Tx, identifier: string): Promise<{ tenant: string; framework: string; generation: number; text: SkillText } | undefined> {
    const [row] = await tx.query<{ tenant: string; framework: string; generation: number; text: SkillText }>(
      `SELECT s.tenant_id AS tenant, s.framework_id AS framework, s.generation, s.text
         FROM skill s JOIN skill_framework f ON f.tenant_id = s.tenant_id AND f.id = s.framework_id AND s.generation <= f.generation AND f.published
        WHERE s.id = $1 OR s.identifier = $1 ORDER BY s.id <> $1, f.adopted_at, f.id, s.generation DESC LIMIT 1`,
      [identifier],
    );
    return row;
  }

  /** What a skill is associated with, told from its end; at most 1,000. */
  associationsFrom(tx: Tx, { tenant, framework, number }: GenerationKey, uri: string): Promise<AssociationText[]> {
    return tx.query(
      `SELECT kind, from_uri AS "from", to_uri AS "to", more FROM skill_association
        WHERE tenant_id = $1 AND framework_id = $2 AND generation = $3 AND from_uri = $4 ORDER BY number LIMIT 1000`,
      [tenant, framework, number, uri],
    );
  }
}
