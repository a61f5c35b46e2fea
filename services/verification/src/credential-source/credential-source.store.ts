import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { CredentialSource, SourceFault, SourceReading } from './credential-source.js';

/** A source with what is sealed of it. */
export interface SealedSource extends CredentialSource {
  readonly sealed: Buffer;
}

type Row = Omit<SealedSource, 'reading'> & {
  readonly readAt: Date | null;
  readonly whole: boolean | null;
} & Pick<SourceReading, 'listed' | 'added' | 'replaced' | 'notTaken'>;

export const sourceColumns = `s.tenant_id AS tenant, s.id, s.earner_id AS earner, s.account_id AS account, s.url, s.return_to AS "returnTo", s.name, s.state, s.fault, s.sealed,
  s.created_at AS "createdAt", s.connected_at AS "connectedAt", s.next_at AS "nextAt", s.read_at AS "readAt", s.read_whole AS whole, s.listed, s.added, s.replaced, s.not_taken AS "notTaken"`;

export function sourceOf({ readAt, whole, listed, added, replaced, notTaken, ...source }: Row): SealedSource {
  return { ...source, reading: readAt && { at: readAt, whole: whole ?? false, listed, added, replaced, notTaken } };
}

/** What persons do to their sources. */
@Injectable()
export class CredentialSourceStore {
  async insert(tx: Tx, { tenant, id, earner, account, url, returnTo, createdAt, sealed }: SealedSource): Promise<void> {
    await tx.query(
      `INSERT INTO credential_source (tenant_id, id, earner_id, account_id, url, return_to, state, sealed, created_at, next_at)
       VALUES ($1, $2, $3, $4, $5, $6, 'PREPARING', $7, $8, $8)`,
      [tenant, id, earner, account, url, returnTo, sealed, createdAt],
    );
  }

  /** A person's in one tenant, the oldest first; those that he leaves are his no more. */
  async ofAccount(tx: Tx, tenant: string, account: string): Promise<SealedSource[]> {
    const rows = await tx.query<Row>(`SELECT ${sourceColumns} FROM credential_source s WHERE s.tenant_id = $1 AND s.account_id = $2 AND s.state <> 'LEAVING' ORDER BY s.id`, [tenant, account]);
    return rows.map(sourceOf);
  }

  /** What is kept of sources of these records, for whoever is told everything about the person. */
  keptOf(tx: Tx, tenant: string, earners: readonly string[]): Promise<Record<string, unknown>[]> {
    return tx.query(
      `SELECT s.url, s.name, s.state, s.created_at AS "createdAt", s.connected_at AS "connectedAt", s.read_at AS "readAt" FROM credential_source s
        WHERE s.tenant_id = $1 AND s.earner_id = ANY($2::uuid[]) AND s.state <> 'LEAVING' ORDER BY s.id`,
      [tenant, earners],
    );
  }

  /** In which tenant a person's source is; undefined when he has none of that id. */
  async keeperOf(tx: Tx, account: string, id: string): Promise<string | undefined> {
    const [row] = await tx.query<{ tenant: string }>('SELECT tenant_id AS tenant FROM credential_source WHERE account_id = $1 AND id = $2', [account, id]);
    return row?.tenant;
  }

  /** The source of a person that waits for the answer to this `state`. */
  async byState(tx: Tx, account: string, hash: Buffer): Promise<{ tenant: string; id: string } | undefined> {
    const [row] = await tx.query<{ tenant: string; id: string }>('SELECT tenant_id AS tenant, id FROM credential_source WHERE account_id = $1 AND state_hash = $2', [account, hash]);
    return row;
  }

  async locked(tx: Tx, tenant: string, id: string): Promise<SealedSource | undefined> {
    const [row] = await tx.query<Row>(`SELECT ${sourceColumns} FROM credential_source s WHERE s.tenant_id = $1 AND s.id = $2 AND s.state <> 'LEAVING' FOR UPDATE`, [tenant, id]);
    return row && sourceOf(row);
  }

  /** The host sent the person back with an answer. */
  async cameBack(tx: Tx, { tenant, id }: CredentialSource, sealed: Buffer, at: Date): Promise<void> {
    await tx.query(`UPDATE credential_source SET state = 'CONNECTING', fault = NULL, sealed = $3, state_hash = NULL, next_at = $4 WHERE tenant_id = $1 AND id = $2`, [tenant, id, sealed, at]);
  }

  /** Ends it until the person connects it again. @param sealed without what the host gave */
  async fail(tx: Tx, { tenant, id }: CredentialSource, fault: SourceFault, sealed: Buffer): Promise<void> {
    await tx.query(
      `UPDATE credential_source SET state = 'FAILED', fault = $3, sealed = $4, state_hash = NULL, next_at = NULL, leased_until = NULL WHERE tenant_id = $1 AND id = $2 AND state <> 'LEAVING'`,
      [tenant, id, fault, sealed],
    );
  }

  /** @param whole the whole list, whatever was read before */
  async due(tx: Tx, { tenant, id }: CredentialSource, sealed: Buffer, whole: boolean, at: Date): Promise<void> {
    await tx.query(
      `UPDATE credential_source SET sealed = $3, next_at = $5, whole_at = CASE WHEN $4 THEN NULL ELSE whole_at END WHERE tenant_id = $1 AND id = $2`,
      [tenant, id, sealed, whole, at],
    );
  }

  async leave(tx: Tx, { tenant, id }: CredentialSource, at: Date): Promise<void> {
    await tx.query(`UPDATE credential_source SET state = 'LEAVING', state_hash = NULL, next_at = $3, leased_until = NULL WHERE tenant_id = $1 AND id = $2`, [tenant, id, at]);
  }

  /** Takes away what others connected who are no longer behind these records. For the worker role. */
  async keepOnlyOf(tx: Tx, tenant: string, earners: readonly string[], account: string | null): Promise<void> {
    await tx.query('DELETE FROM credential_source WHERE tenant_id = $1 AND earner_id = ANY($2::uuid[]) AND account_id IS DISTINCT FROM $3::uuid', [tenant, earners, account]);
  }
}
