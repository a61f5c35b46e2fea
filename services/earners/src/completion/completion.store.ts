import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** What is known here of a completion: how far its events were heard, and the award that came of it. */
export interface CompletionRow {
  readonly version: number;
  readonly award: string | null;
}

@Injectable()
export class CompletionStore {
  async lock(tx: Tx, tenant: string, id: string): Promise<CompletionRow | undefined> {
    const [row] = await tx.query<CompletionRow>(
      'SELECT version, award_id AS award FROM completion WHERE tenant_id = $1 AND id = $2 FOR UPDATE',
      [tenant, id],
    );
    return row;
  }

  async keep(tx: Tx, tenant: string, id: string, { version, award }: CompletionRow): Promise<void> {
    await tx.query(
      `INSERT INTO completion (tenant_id, id, version, award_id) VALUES ($1, $2, $3, $4)
       ON CONFLICT (tenant_id, id) DO UPDATE SET version = excluded.version, award_id = excluded.award_id`,
      [tenant, id, version, award],
    );
  }
}
