import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { IssuerCopy } from './issuer-copy.js';

const columns = `id, tenant_id AS tenant, slug, name, url, country, state, sectors, version`;

@Injectable()
export class IssuerCopyStore {
  async byId(tx: Tx, id: string): Promise<IssuerCopy | undefined> {
    const [row] = await tx.query<IssuerCopy>(`SELECT ${columns} FROM issuer_copy WHERE id = $1`, [id]);
    return row;
  }

  byIds(tx: Tx, ids: readonly string[]): Promise<IssuerCopy[]> {
    return tx.query(`SELECT ${columns} FROM issuer_copy WHERE id = ANY($1::uuid[])`, [ids]);
  }

  /** The version of the copy, 0 when there is none. Events of one issuer come one after another, so no lock is needed. */
  async versionOf(tx: Tx, tenant: string, id: string): Promise<number> {
    const [row] = await tx.query<{ version: number }>(
      `SELECT version FROM issuer_copy WHERE tenant_id = $1 AND id = $2`,
      [tenant, id],
    );
    return row?.version ?? 0;
  }

  async put(tx: Tx, copy: IssuerCopy): Promise<void> {
    await tx.query(
      `INSERT INTO issuer_copy (tenant_id, id, slug, name, state, sectors, version, url, country) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (tenant_id, id) DO UPDATE SET slug = excluded.slug, name = excluded.name, state = excluded.state,
         sectors = excluded.sectors, version = excluded.version, url = excluded.url, country = excluded.country
       WHERE issuer_copy.version < excluded.version`,
      [copy.tenant, copy.id, copy.slug, copy.name, copy.state, copy.sectors, copy.version, copy.url, copy.country],
    );
  }
}
