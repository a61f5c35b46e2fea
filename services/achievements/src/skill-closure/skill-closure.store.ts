import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { AssociationText } from '../skill-framework/framework-text.js';
import type { ClosurePair } from './closure.js';

const rowsAtOnce = 20_000;

/**
 * `skill_closure (tenant_id, framework_id, descendant_uri, ancestor_uri, steps)`: for each framework that is adopted or
 * deprecated, every skill of its current generation with all that it falls under, itself included (steps 0). Exact matches
 * count as the same skill (steps 0), so what an equal of another framework falls under is there too. Everything in it is
 * public and in force, so search joins it on addresses alone, once, whichever framework an address is of:
 *
 *     EXISTS (SELECT 1 FROM skill_closure c WHERE c.descendant_uri = <aligned to> AND c.ancestor_uri = ANY ($1::text[]))
 *
 * Several frameworks may tell the same pair. An address that no framework has is in no pair, not even with itself.
 */
@Injectable()
export class SkillClosureStore {
  /** One publication at a time: each reads what the others have told. */
  async takeTurn(tx: Tx): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('skill publication', 0))`);
  }

  /** What other public frameworks associate with these skills. */
  othersAssociations(tx: Tx, framework: string, uris: readonly string[]): Promise<Pick<AssociationText, 'kind' | 'from' | 'to'>[]> {
    return tx.query(
      `SELECT DISTINCT a.kind, a.from_uri AS "from", a.to_uri AS "to"
         FROM unnest($2::text[]) AS mine (uri) JOIN skill_association a ON a.outside AND (a.from_uri = mine.uri OR a.to_uri = mine.uri)
         JOIN skill_framework f ON f.tenant_id = a.tenant_id AND f.id = a.framework_id AND f.generation = a.generation AND f.published
        WHERE f.id <> $1`,
      [framework, uris],
    );
  }

  /** Pairs of other frameworks that begin or end with one of these skills. */
  othersPairs(tx: Tx, framework: string, uris: readonly string[]): Promise<{ descendant: string; ancestor: string; steps: number }[]> {
    return tx.query(
      `SELECT descendant_uri AS descendant, ancestor_uri AS ancestor, min(steps)::int AS steps
         FROM skill_closure WHERE framework_id <> $1 AND (descendant_uri = ANY($2::text[]) OR ancestor_uri = ANY($2::text[]))
        GROUP BY descendant_uri, ancestor_uri`,
      [framework, uris],
    );
  }

  /** Puts pairs into the place of those the framework had. */
  async replace(tx: Tx, tenant: string, framework: string, pairs: readonly ClosurePair[]): Promise<void> {
    await tx.query(`DELETE FROM skill_closure WHERE tenant_id = $1 AND framework_id = $2`, [tenant, framework]);
    for (let from = 0; from < pairs.length; from += rowsAtOnce) {
      const slice = pairs.slice(from, from + rowsAtOnce);
      await tx.query(
        `INSERT INTO skill_closure (tenant_id, framework_id, descendant_uri, ancestor_uri, steps)
         SELECT $1, $2, descendant, ancestor, steps FROM unnest($3::text[], $4::text[], $5::int[]) AS p (descendant, ancestor, steps)`,
        [tenant, framework, slice.map(([descendant]) => descendant), slice.map(([, ancestor]) => ancestor), slice.map(([, , steps]) => steps)],
      );
    }
  }
}
