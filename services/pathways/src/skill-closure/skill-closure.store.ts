import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** Part of what falls under what in a framework, as of a generation. */
export interface ClosurePart {
  readonly framework: string;
  readonly generation: number;
  readonly part: number;
  readonly parts: number;
  /** Addresses: what falls under, and what it falls under. */
  readonly pairs: readonly (readonly [string, string, number])[];
}

/** What falls under what, for selectors by skill. A generation is in force once all of its parts have come. */
@Injectable()
export class SkillClosureStore {
  /** Keeps a part. Tells whether the framework has changed over to its generation. */
  async keep(tx: Tx, tenant: string, { framework, generation, part, parts, pairs }: ClosurePart): Promise<'kept' | 'changed' | 'stale'> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('skills', 0) # hashtextextended($1, 0))`, [framework]);
    const fresh = await tx.query(
      `INSERT INTO skill_part (framework_id, generation, part)
       SELECT $1, $2, $3 WHERE NOT EXISTS (SELECT 1 FROM skill_closure WHERE framework_id = $1 AND in_force AND generation >= $2)
       ON CONFLICT DO NOTHING RETURNING part`,
      [framework, generation, part],
    );
    if (fresh.length === 0) return 'stale';
    await tx.query(
      `INSERT INTO skill_closure (tenant_id, framework_id, generation, descendant, ancestor, in_force)
       SELECT DISTINCT $5::uuid, $1::uuid, $2::int, g.descendant, g.ancestor, false FROM unnest($3::text[], $4::text[]) AS g (descendant, ancestor)
       ON CONFLICT DO NOTHING`,
      [framework, generation, pairs.map(([descendant]) => descendant), pairs.map(([, ancestor]) => ancestor), tenant],
    );
    const come = await tx.query('SELECT part FROM skill_part WHERE framework_id = $1 AND generation = $2', [framework, generation]);
    if (come.length < parts) return 'kept';
    await tx.query('DELETE FROM skill_closure WHERE framework_id = $1 AND generation < $2', [framework, generation]);
    await tx.query('DELETE FROM skill_part WHERE framework_id = $1 AND generation <= $2', [framework, generation]);
    await tx.query('UPDATE skill_closure SET in_force = true WHERE framework_id = $1 AND generation = $2', [framework, generation]);
    return 'changed';
  }

  /** What these skills fall under, themselves left out where nothing is known of them. */
  above(tx: Tx, skills: readonly string[]): Promise<{ skill: string; ancestor: string }[]> {
    return tx.query('SELECT descendant AS skill, ancestor FROM skill_closure WHERE in_force AND descendant = ANY($1::text[])', [skills]);
  }
}
