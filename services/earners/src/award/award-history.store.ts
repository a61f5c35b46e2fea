import type { Acting } from '@cairn/access';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { SealedNote } from './award-notes.js';

/** One line of an award's history, as stored. */
export interface PastDeed extends SealedNote {
  readonly award: string;
  readonly version: number;
  readonly what: string;
  readonly reason: string | null;
  /** Null of deeds of before it was kept. */
  readonly by: Acting['kind'] | null;
  readonly at: Date;
}

@Injectable()
export class AwardHistoryStore {
  /** What was done to awards, oldest first, at most 200 of each. */
  of(tx: Tx, tenant: string, awards: readonly string[]): Promise<PastDeed[]> {
    return tx.query(
      `SELECT h.award_id AS award, h.version, h.what, h.reason, h.by_kind AS by, h.at, h.note, h.noted_for AS "notedFor"
         FROM unnest($2::uuid[]) AS asked (award)
        CROSS JOIN LATERAL (
          SELECT e.award_id, e.version, e.what, e.reason, e.by_kind, e.at, e.note, e.noted_for FROM award_event e
           WHERE e.tenant_id = $1 AND e.award_id = asked.award ORDER BY e.version LIMIT 200
        ) AS h`,
      [tenant, awards],
    );
  }
}
