import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** How far readers outside the service's own consumer have read the log of events. */
@Injectable()
export class LogPlaceStore {
  /** The first offset that a group has not dealt with; null before its first. */
  async resumeAt(tx: Tx, group: string, topic: string, partition: number): Promise<bigint | null> {
    const [row] = await tx.query<{ next: string }>('SELECT next FROM log_place WHERE reader = $1 AND topic = $2 AND part = $3', [group, topic, partition]);
    return row ? BigInt(row.next) : null;
  }

  async moveTo(tx: Tx, group: string, topic: string, partition: number, next: bigint): Promise<void> {
    await tx.query(
      `INSERT INTO log_place (reader, topic, part, next) VALUES ($1, $2, $3, $4)
       ON CONFLICT (reader, topic, part) DO UPDATE SET next = greatest(log_place.next, excluded.next)`,
      [group, topic, partition, String(next)],
    );
  }
}
