import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { CredentialSource, SourceFault, SourceReading } from './credential-source.js';
import { sourceColumns, sourceOf, type SealedSource } from './credential-source.store.js';

/** How far the list of a source is known. */
export interface ListMark {
  readonly wholeAt: Date | null;
  readonly newestAt: Date | null;
  /** Tag of the last answer that told all of a list, and what that was asked since. */
  readonly etag: string | null;
  readonly etagSince: Date | null;
}

/** A source that nobody else works on for the time being. */
export interface LeasedSource extends SealedSource, ListMark {
  readonly attempts: number;
  readonly roundBegan: Date | null;
}

/** What the worker of sources reads and writes, under the role that works in the background. What the person decided meanwhile stands. */
@Injectable()
export class SourceWorkingStore {
  async lease(tx: Tx, now: Date, until: Date, limit: number): Promise<LeasedSource[]> {
    const rows = await tx.query<Parameters<typeof sourceOf>[0] & ListMark & { attempts: number; roundBegan: Date | null }>(
      `UPDATE credential_source s SET leased_until = $2
         FROM (SELECT d.tenant_id, d.id FROM credential_source d
                WHERE d.next_at <= $1 AND (d.leased_until IS NULL OR d.leased_until <= $1)
                ORDER BY d.next_at LIMIT $3 FOR NO KEY UPDATE SKIP LOCKED) AS d
        WHERE s.tenant_id = d.tenant_id AND s.id = d.id
        RETURNING ${sourceColumns}, s.whole_at AS "wholeAt", s.newest_at AS "newestAt", s.etag, s.etag_since AS "etagSince", s.attempts, s.round_began_at AS "roundBegan"`,
      [now, until, limit],
    );
    return rows.map((row) => ({ ...row, ...sourceOf(row) }));
  }

  /** Keeps the lease while there is more to do; false when the person wants it no more. */
  async prolong(tx: Tx, { tenant, id, state }: CredentialSource, until: Date): Promise<boolean> {
    const rows = await tx.query('UPDATE credential_source SET leased_until = $4 WHERE tenant_id = $1 AND id = $2 AND state = $3 RETURNING id', [tenant, id, state, until]);
    return rows.length > 0;
  }

  async release(tx: Tx, { tenant, id }: CredentialSource): Promise<void> {
    await tx.query('UPDATE credential_source SET leased_until = NULL WHERE tenant_id = $1 AND id = $2', [tenant, id]);
  }

  /** The person may be asked, until then. */
  async prepared(tx: Tx, { tenant, id }: CredentialSource, name: string, sealed: Buffer, stateHash: Buffer, until: Date): Promise<void> {
    await tx.query(
      `UPDATE credential_source SET state = 'AUTHORISING', name = $3, sealed = $4, state_hash = $5, next_at = $6, leased_until = NULL WHERE tenant_id = $1 AND id = $2 AND state = 'PREPARING'`,
      [tenant, id, name, sealed, stateHash, until],
    );
  }

  /** False when the person wants it no more. */
  async connected(tx: Tx, { tenant, id }: CredentialSource, sealed: Buffer, at: Date): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE credential_source SET state = 'CONNECTED', sealed = $3, connected_at = $4, next_at = $4, leased_until = NULL WHERE tenant_id = $1 AND id = $2 AND state = 'CONNECTING' RETURNING id`,
      [tenant, id, sealed, at],
    );
    return rows.length > 0;
  }

  async renewed(tx: Tx, { tenant, id }: CredentialSource, sealed: Buffer): Promise<void> {
    await tx.query(`UPDATE credential_source SET sealed = $3 WHERE tenant_id = $1 AND id = $2 AND state = 'CONNECTED'`, [tenant, id, sealed]);
  }

  /** A list was read to its end. What was made due meanwhile stays due. */
  async read(tx: Tx, { tenant, id, nextAt }: CredentialSource, reading: SourceReading, mark: ListMark, next: Date): Promise<void> {
    await tx.query(
      `UPDATE credential_source SET fault = NULL, attempts = 0, round_began_at = NULL, leased_until = NULL, ${readingColumns},
         whole_at = CASE WHEN next_at > $13 AND whole_at IS NULL THEN NULL ELSE $9::timestamptz END, newest_at = $10, etag = $11, etag_since = $12, next_at = CASE WHEN next_at > $13 THEN next_at ELSE $14::timestamptz END
        WHERE tenant_id = $1 AND id = $2 AND state = 'CONNECTED'`,
      [tenant, id, ...readingValues(reading), mark.wholeAt, mark.newestAt, mark.etag, mark.etagSince, nextAt, next],
    );
  }

  /** A reading that came to no end; another follows. @param reading null: nothing was read */
  async faulted(tx: Tx, { tenant, id, attempts }: LeasedSource, fault: SourceFault, reading: SourceReading | null, began: Date, next: Date): Promise<void> {
    await tx.query(
      `UPDATE credential_source SET fault = $3, attempts = $4, round_began_at = $5, next_at = $6, leased_until = NULL WHERE tenant_id = $1 AND id = $2 AND state = 'CONNECTED'`,
      [tenant, id, fault, attempts + 1, began, next],
    );
    if (reading) await tx.query(`UPDATE credential_source SET ${readingColumns} WHERE tenant_id = $1 AND id = $2 AND state = 'CONNECTED'`, [tenant, id, ...readingValues(reading)]);
  }

  async remove(tx: Tx, { tenant, id }: CredentialSource): Promise<void> {
    await tx.query('DELETE FROM credential_source WHERE tenant_id = $1 AND id = $2', [tenant, id]);
  }

  /** Those of these digests that were taken before. */
  async taken(tx: Tx, { tenant, id }: CredentialSource, digests: readonly Buffer[]): Promise<Buffer[]> {
    const rows = await tx.query<{ digest: Buffer }>('SELECT digest FROM credential_source_taken WHERE tenant_id = $1 AND source_id = $2 AND digest = ANY($3::bytea[])', [tenant, id, digests]);
    return rows.map(({ digest }) => digest);
  }

  async take(tx: Tx, { tenant, id }: CredentialSource, digests: readonly Buffer[]): Promise<void> {
    await tx.query(
      `INSERT INTO credential_source_taken (tenant_id, source_id, digest)
       SELECT s.tenant_id, s.id, d FROM credential_source s, unnest($3::bytea[]) AS d WHERE s.tenant_id = $1 AND s.id = $2 ON CONFLICT DO NOTHING`,
      [tenant, id, digests],
    );
  }
}

const readingColumns = 'read_at = $3, read_whole = $4, listed = $5, added = $6, replaced = $7, not_taken = $8';
const readingValues = ({ at, whole, listed, added, replaced, notTaken }: SourceReading) => [at, whole, listed, added, replaced, JSON.stringify(notTaken)];
