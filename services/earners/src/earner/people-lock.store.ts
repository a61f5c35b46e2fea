import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/**
 * Keeps records where they are while something is hung on them. Locks of rows would do the same, and write every row of
 * an import once more; these are in memory. Held to the end of the transaction.
 */
@Injectable()
export class PeopleLock {
  /** For whoever finds earners of a tenant and goes on to write about them. */
  async hold(tx: Tx, tenant: string): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock_shared(hashtextextended('people ' || $1::text, 0))`, [tenant]);
  }

  /** For whoever moves or erases a person of the tenant: waits for those who hold, and keeps new ones waiting. */
  async alone(tx: Tx, tenant: string): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('people ' || $1::text, 0))`, [tenant]);
  }
}
