import { STATUS_LIST_LENGTH } from '@cairn/credentials';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** Counters `from` up to but not including `to`, not yet permuted. */
export interface Lease {
  readonly list: string;
  readonly from: number;
  readonly to: number;
}

export interface StatusList {
  readonly id: string;
  readonly tenant: string;
  readonly issuer: string;
}

@Injectable()
export class StatusListStore {
  /**
   * Takes the next counters of the issuer's open list; undefined when every list is full. The lock lets through those who
   * refer to the list by a foreign key: a listener that has written credentials takes more places before it commits.
   */
  async lease(tx: Tx, tenant: string, issuer: string, count: number): Promise<Lease | undefined> {
    const [row] = await tx.query<{ list: string; from: number; to: number }>(
      `WITH open AS (
         SELECT id, next FROM status_list WHERE tenant_id = $1 AND issuer_id = $2 AND next < $4 ORDER BY number LIMIT 1 FOR NO KEY UPDATE)
       UPDATE status_list l SET next = least(open.next + $3, $4) FROM open
        WHERE l.tenant_id = $1 AND l.id = open.id RETURNING l.id AS list, open.next AS "from", l.next AS "to"`,
      [tenant, issuer, count, STATUS_LIST_LENGTH],
    );
    return row;
  }

  /** Opens the issuer's next list; false when somebody else has just done so. */
  async open(tx: Tx, { id, tenant, issuer }: StatusList): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO status_list (tenant_id, id, issuer_id, number, next)
       SELECT $1::uuid, $2::uuid, $3::uuid, coalesce(max(number), 0) + 1, 0 FROM status_list WHERE tenant_id = $1 AND issuer_id = $3
       HAVING coalesce(bool_and(next >= $4), true)
       ON CONFLICT (tenant_id, issuer_id, number) DO NOTHING RETURNING id`,
      [tenant, id, issuer, STATUS_LIST_LENGTH],
    );
    return rows.length > 0;
  }

  async byId(tx: Tx, id: string): Promise<StatusList | undefined> {
    const [row] = await tx.query<StatusList>(
      `SELECT id, tenant_id AS tenant, issuer_id AS issuer FROM status_list WHERE id = $1`,
      [id],
    );
    return row;
  }

  /** Of lists, whose they are and how many of their places were leased. */
  heads(tx: Tx, tenant: string, ids: readonly string[]): Promise<{ id: string; issuer: string; next: number }[]> {
    return tx.query('SELECT id, issuer_id AS issuer, next FROM status_list WHERE tenant_id = $1 AND id = ANY($2::uuid[])', [tenant, ids]);
  }

  /** The bits that are set, those of earlier terms and of further documents with them. None is ever cleared: what was revoked stays so. */
  async bitsSet(tx: Tx, tenant: string, list: string): Promise<number[]> {
    const rows = await tx.query<{ index: number }>(
      `SELECT list_index AS index FROM status_change
        WHERE tenant_id = $1 AND list_id = $2 AND purpose = 'revocation' AND value
       UNION SELECT list_index FROM credential WHERE tenant_id = $1 AND list_id = $2 AND revoked
       UNION SELECT d.list_index FROM further_document d
               JOIN further_status_change s ON s.tenant_id = d.tenant_id AND s.document_id = d.id WHERE d.tenant_id = $1 AND d.list_id = $2
       UNION SELECT d.list_index FROM further_document d
               JOIN status_change c ON c.tenant_id = d.tenant_id AND c.award_id = d.award_id AND c.purpose = 'revocation' AND c.value
              WHERE d.tenant_id = $1 AND d.list_id = $2`,
      [tenant, list],
    );
    return rows.map(({ index }) => index);
  }

  /** The indices of credentials whose awards are suspended now. */
  async suspended(tx: Tx, tenant: string, list: string): Promise<number[]> {
    const rows = await tx.query<{ index: number }>(
      `SELECT c.list_index AS index FROM award_state s JOIN credential c ON c.tenant_id = s.tenant_id AND c.award_id = s.award_id
        WHERE s.tenant_id = $1 AND s.state = 'SUSPENDED' AND c.list_id = $2`,
      [tenant, list],
    );
    return rows.map(({ index }) => index);
  }
}
