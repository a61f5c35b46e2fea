import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

@Injectable()
export class AttemptStore {
  /** Adds one and answers how many there are within the window, which begins with the first. */
  async count(tx: Tx, subject: string, now: Date, windowEnd: Date): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      `INSERT INTO attempt (subject_hash, count, window_ends_at) VALUES ($1, 1, $3)
       ON CONFLICT (subject_hash) DO UPDATE SET
         count = CASE WHEN attempt.window_ends_at <= $2 THEN 1 ELSE attempt.count + 1 END,
         window_ends_at = CASE WHEN attempt.window_ends_at <= $2 THEN $3 ELSE attempt.window_ends_at END
       RETURNING count`,
      [subject, now, windowEnd],
    );
    return row?.count ?? 1;
  }

  /** One less. */
  async takeBack(tx: Tx, subject: string): Promise<void> {
    await tx.query(`UPDATE attempt SET count = count - 1 WHERE subject_hash = $1 AND count > 0`, [subject]);
  }

  async remove(tx: Tx, subject: string): Promise<void> {
    await tx.query(`DELETE FROM attempt WHERE subject_hash = $1`, [subject]);
  }

  async removeExpired(tx: Tx, now: Date): Promise<void> {
    await tx.query(`DELETE FROM attempt WHERE window_ends_at <= $1`, [now]);
  }
}
