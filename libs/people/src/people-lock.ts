import type { Tx } from '@cairn/postgres';

/**
 * Keeps the people of a tenant as they are to the end of the transaction, for whoever hangs something on them. Locks of
 * rows would do the same, and write every row of an import once more; these are in memory.
 */
export async function holdPeople(tx: Tx, tenant: string): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock_shared(hashtextextended('people ' || $1::text, 0))`, [tenant]);
}

/** Waits for those who hold, and keeps new ones waiting, for whoever claims, merges or erases somebody of the tenant. */
export async function movePeople(tx: Tx, tenant: string): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('people ' || $1::text, 0))`, [tenant]);
}
