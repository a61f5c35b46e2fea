import type { Database } from '@cairn/postgres';

/**
 * Works on the sums of a tenant while no other process does: what is read before it is added up would else be added over what
 * another had read later. Does nothing where another process is at it.
 *
 * @param work is told whether the lock is lost, with the connection that held it
 */
export async function alone(database: Database, tenant: string, work: (isLost: () => boolean) => Promise<void>): Promise<void> {
  const session = await database.session();
  let lost = false;
  const lose = () => (lost = true);
  session.on('error', lose);
  const lock = [`figures ${tenant}`];
  let isFree = false;
  try {
    const { rows } = await session.query<{ mine: boolean }>('SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS mine', lock);
    isFree = !rows[0]?.mine;
    if (isFree) return;
    await work(() => lost).finally(async () => {
      isFree = await session.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', lock).then(() => true, () => false);
    });
  } finally {
    session.off('error', lose);
    // A connection that may still hold the lock is closed.
    session.release(!isFree);
  }
}
