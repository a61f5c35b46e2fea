import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { SkillText } from '../skill-framework/framework-text.js';
import { folded, trigramsOf } from './folded.js';

export interface NamedSkill {
  readonly id: string;
  readonly number: number;
  readonly text: SkillText;
}

/** A skill that was found, and how well it fits: what a page goes on after. */
export interface FoundSkill {
  readonly id: string;
  readonly name: string;
  readonly rank: number;
}

export interface NameQuery {
  readonly text: string;
  /** Query of word beginnings (prefixQuery). */
  readonly prefix: string;
  /** Trigrams of each word. */
  readonly words: readonly (readonly string[])[];
  readonly framework: string | null;
}

const rowsAtOnce = 2_000;
/** Of a hundred: how many of the trigrams of each word asked for a name has at least, unless they all begin words of its own. */
const likeness = 30;

/** `skill_name`: the names by which skills of public frameworks are found. */
@Injectable()
export class SkillNameStore {
  async replace(tx: Tx, tenant: string, framework: string, skills: readonly NamedSkill[]): Promise<void> {
    await tx.query(`DELETE FROM skill_name WHERE tenant_id = $1 AND framework_id = $2`, [tenant, framework]);
    for (let from = 0; from < skills.length; from += rowsAtOnce) {
      const rows = skills.slice(from, from + rowsAtOnce).map(({ id, text }) => ({ id, name: text.names[0]?.text ?? text.uri, words: wordsOf(text) }));
      await tx.query(
        `INSERT INTO skill_name (tenant_id, framework_id, skill_id, name, search, trigrams)
         SELECT $1, $2, id, name, to_tsvector('simple', words), string_to_array(trigrams, ' ')
           FROM unnest($3::uuid[], $4::text[], $5::text[], $6::text[]) AS n (id, name, words, trigrams)`,
        [tenant, framework, rows.map(({ id }) => id), rows.map(({ name }) => name.slice(0, 500)), rows.map(({ words }) => words), rows.map(({ words }) => trigramsOf(words).join(' '))],
      );
    }
  }

  /** Skills by name, best first: those with all words (as beginnings) before those that are spelt alike. */
  search(tx: Tx, { text, prefix, words, framework }: NameQuery, after: FoundSkill | null, limit: number): Promise<FoundSkill[]> {
    return tx.query(
      `SELECT skill_id AS id, name, rank FROM (
         SELECT n.skill_id, n.name,
                CASE WHEN lower(n.name) = lower($1) THEN 2000 WHEN n.search @@ $2::tsquery THEN 1000 ELSE 0 END
                  + (SELECT min((SELECT count(1) FROM unnest(string_to_array(word, ' ')) AS t WHERE t = ANY (n.trigrams)) * 100
                                / cardinality(string_to_array(word, ' '))) FROM unnest($9::text[]) AS word)::int AS rank
           FROM skill_name n
          WHERE ($4::uuid IS NULL OR n.framework_id = $4) AND (n.search @@ $2::tsquery OR n.trigrams && $3::text[])) found
        WHERE rank >= ${likeness} AND ($5::int IS NULL OR (-rank, name, skill_id) > (-$5, $6::text, $7::uuid))
        ORDER BY -rank, name, skill_id LIMIT $8`,
      [text, prefix, words.flat(), framework, after?.rank ?? null, after?.name ?? null, after?.id ?? null, limit, words.map((word) => word.join(' '))],
    );
  }

  /** The same in one draft of a tenant, which has no names in the table: by a part of a name or code, as they stand in the draft. */
  searchDraft(tx: Tx, tenant: string, framework: string, text: string, after: FoundSkill | null, limit: number): Promise<FoundSkill[]> {
    return tx.query(
      `SELECT s.id, left(s.text #>> '{names,0,text}', 500) AS name, 0 AS rank
         FROM skill s JOIN skill_framework f ON f.tenant_id = s.tenant_id AND f.id = s.framework_id AND f.generation = s.generation
        WHERE s.tenant_id = $1 AND s.framework_id = $2 AND NOT f.published
          AND (strpos(lower(s.text #>> '{names,0,text}'), lower($3)) > 0 OR strpos(lower(s.code), lower($3)) > 0)
          AND ($4::text IS NULL OR (left(s.text #>> '{names,0,text}', 500), s.id) > ($4, $5::uuid))
        ORDER BY 2, s.id LIMIT $6`,
      [tenant, framework, text, after?.name ?? null, after?.id ?? null, limit],
    );
  }
}

/** Characters of all words of a skill: more would be no name, and a tsvector has its bounds. */
const wordsMax = 10_000;

/** Words of code, names and other names. */
const wordsOf = ({ names, alternatives, code }: SkillText): string =>
  folded([code ?? '', ...[...names, ...alternatives].map(({ text }) => text)].join(' ').slice(0, wordsMax)).slice(0, wordsMax);
