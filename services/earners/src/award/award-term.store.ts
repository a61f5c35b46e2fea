import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Award } from './award.js';

/** One validity period of an award. Civil dates; `until` is the first day on which it no longer holds, null: for ever. */
export interface AwardTerm {
  readonly award: string;
  readonly number: number;
  readonly from: string;
  readonly until: string | null;
}

/** Terms of awards that were renewed; rows are only added. */
@Injectable()
export class AwardTermStore {
  /** Keeps the latest term of a renewed award, and the one before if it was the first. */
  async add(tx: Tx, before: Award, after: Award): Promise<void> {
    const terms = [...(before.term === 1 ? [before] : []), after];
    await tx.query(
      `INSERT INTO award_term (tenant_id, award_id, number, from_on, until_on, recorded_at)
       SELECT $1, $2, number, from_on, until_on, $6 FROM unnest($3::int[], $4::date[], $5::date[]) AS t (number, from_on, until_on)`,
      [after.tenant, after.id, terms.map(({ term }) => term), terms.map(({ termFrom }) => termFrom), terms.map(({ validUntil }) => validUntil), after.updatedAt],
    );
  }

  /** Terms of awards, oldest first, at most 100 of each. */
  of(tx: Tx, tenant: string, awards: readonly string[]): Promise<AwardTerm[]> {
    return tx.query(
      `SELECT award_id AS award, number, from_on::text AS "from", until_on::text AS "until" FROM award_term
        WHERE tenant_id = $1 AND award_id = ANY($2::uuid[]) AND number <= 100 ORDER BY award_id, number`,
      [tenant, awards],
    );
  }
}
