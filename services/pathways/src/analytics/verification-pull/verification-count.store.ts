import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** How often one award was verified on a day by a kind of caller. */
export interface VerificationCount {
  readonly award: string;
  readonly day: string;
  readonly class: string;
  readonly n: number;
}

/** Verifications by award, day and kind of caller. */
@Injectable()
export class VerificationCountStore {
  /** Adds to what is there. */
  async add(tx: Tx, tenant: string, counts: readonly VerificationCount[]): Promise<void> {
    await tx.query(
      `INSERT INTO award_verification (tenant_id, award_id, day, class, n)
       SELECT $1, g.award, g.day, g.class, sum(g.n)::int FROM unnest($2::uuid[], $3::date[], $4::text[], $5::int[]) AS g (award, day, class, n)
        GROUP BY g.award, g.day, g.class ORDER BY g.award, g.day, g.class
       ON CONFLICT (tenant_id, award_id, day, class) DO UPDATE SET n = award_verification.n + excluded.n`,
      [tenant, counts.map(({ award }) => award), counts.map(({ day }) => day), counts.map((count) => count.class), counts.map(({ n }) => n)],
    );
  }
}
