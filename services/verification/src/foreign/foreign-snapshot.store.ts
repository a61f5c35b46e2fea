import { createHash } from 'node:crypto';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** One look at an address of somebody else that found something. */
export interface ForeignSnapshot {
  readonly url: string;
  readonly body: Uint8Array;
  readonly observedAt: Date;
}

/** What others publish about themselves, as it was when we looked. Belongs to no tenant; rows are added and never changed. */
@Injectable()
export class ForeignSnapshotStore {
  /** The newest look at or before `knownAsOf`, if there is one. */
  async newest(tx: Tx, url: string, knownAsOf: Date | undefined): Promise<ForeignSnapshot | undefined> {
    const [row] = await tx.query<{ body: Buffer; observedAt: Date }>(
      `SELECT d.body, s.observed_at AS "observedAt"
         FROM foreign_snapshot s JOIN foreign_document d ON d.digest = s.digest
        WHERE s.url_digest = $1 AND s.observed_at <= coalesce($2, 'infinity'::timestamptz)
        ORDER BY s.observed_at DESC LIMIT 1`,
      [digestOf(url), knownAsOf ?? null],
    );
    return row && { url, body: row.body, observedAt: row.observedAt };
  }

  async add(tx: Tx, { url, body, observedAt }: ForeignSnapshot): Promise<void> {
    const digest = createHash('sha256').update(body).digest('hex');
    await tx.query(`INSERT INTO foreign_document (digest, body) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [digest, Buffer.from(body)]);
    await tx.query(`INSERT INTO foreign_snapshot (url_digest, observed_at, url, digest) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`, [
      digestOf(url),
      observedAt,
      url,
      digest,
    ]);
  }
}

const digestOf = (url: string): Buffer => createHash('sha256').update(url).digest();
