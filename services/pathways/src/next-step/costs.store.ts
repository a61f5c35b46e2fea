import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { StatedCost } from '../copies/stated-cost.js';

/** A published achievement as somebody might earn it today. */
export interface Earnable {
  readonly achievement: string;
  readonly version: string;
  readonly issuer: string;
}

/** What achievements cost, and as what they would be awarded. */
@Injectable()
export class CostsStore {
  /** Of the newest version that is known. */
  async costs(tx: Tx, achievements: readonly string[]): Promise<Map<string, StatedCost>> {
    const rows = await tx.query<{ id: string; cost: StatedCost | null }>(`SELECT id, metadata -> -1 -> 'cost' AS cost FROM achievement_copy WHERE id = ANY($1::uuid[])`, [achievements]);
    return new Map(rows.flatMap(({ id, cost }) => (cost ? [[id, cost] as const] : [])));
  }

  earnable(tx: Tx, achievements: readonly string[]): Promise<Earnable[]> {
    return tx.query(
      `SELECT id AS achievement, current_version_id AS version, issuer_id AS issuer FROM achievement_copy
        WHERE id = ANY($1::uuid[]) AND current_version_id IS NOT NULL`,
      [achievements],
    );
  }
}
