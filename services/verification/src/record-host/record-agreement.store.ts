import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** What a person agreed to about one host. */
export interface RecordAgreement {
  readonly host: string;
  readonly earner: string;
  readonly agreedAt: Date;
}

/** Who agreed that his records go to which host. */
@Injectable()
export class RecordAgreementStore {
  /** False when it was agreed already, under any of the person's records. */
  async agree(tx: Tx, tenant: string, host: string, cluster: readonly string[], earner: string, at: Date): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO record_agreement (tenant_id, host_id, earner_id, agreed_at)
       SELECT $1, $2, $4, $5 WHERE NOT EXISTS (SELECT 1 FROM record_agreement a WHERE a.tenant_id = $1 AND a.host_id = $2 AND a.earner_id = ANY($3::uuid[]))
       ON CONFLICT DO NOTHING RETURNING host_id`,
      [tenant, host, cluster, earner, at],
    );
    return rows.length > 0;
  }

  /** False when it was not agreed. */
  async withdraw(tx: Tx, tenant: string, host: string, cluster: readonly string[]): Promise<boolean> {
    const rows = await tx.query('DELETE FROM record_agreement WHERE tenant_id = $1 AND host_id = $2 AND earner_id = ANY($3::uuid[]) RETURNING host_id', [tenant, host, cluster]);
    return rows.length > 0;
  }

  of(tx: Tx, tenant: string, cluster: readonly string[]): Promise<RecordAgreement[]> {
    return tx.query('SELECT host_id AS host, earner_id AS earner, agreed_at AS "agreedAt" FROM record_agreement WHERE tenant_id = $1 AND earner_id = ANY($2::uuid[])', [tenant, cluster]);
  }

  /** For the worker role. */
  async forget(tx: Tx, tenant: string, earner: string): Promise<void> {
    await tx.query('DELETE FROM record_agreement WHERE tenant_id = $1 AND earner_id = $2', [tenant, earner]);
  }
}
