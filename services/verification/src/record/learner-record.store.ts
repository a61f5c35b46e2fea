import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** A record that was made and signed. Ids are bare. */
export interface LearnerRecord {
  readonly id: string;
  readonly tenant: string;
  readonly issuer: string;
  readonly earner: string;
  readonly completion: string | null;
  readonly pathwayVersion: string | null;
  /** How many credentials are in it. */
  readonly credentials: number;
  readonly at: Date;
}

const columns = `r.id, r.tenant_id AS tenant, r.issuer_id AS issuer, r.earner_id AS earner, r.completion_id AS completion, r.pathway_version_id AS "pathwayVersion", r.credentials, r.at`;

@Injectable()
export class LearnerRecordStore {
  async insert(tx: Tx, { tenant, id, issuer, earner, completion, pathwayVersion, credentials, at }: LearnerRecord): Promise<void> {
    await tx.query(
      `INSERT INTO learner_record (tenant_id, id, issuer_id, earner_id, completion_id, pathway_version_id, credentials, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [tenant, id, issuer, earner, completion, pathwayVersion, credentials, at],
    );
  }

  /** Those the reader of the transaction may see. */
  byIds(tx: Tx, ids: readonly string[]): Promise<LearnerRecord[]> {
    return tx.query(`SELECT ${columns} FROM learner_record r WHERE r.id = ANY($1::uuid[])`, [ids]);
  }

  /** The latest ones about earners, at most 20 of each. */
  ofEarners(tx: Tx, earners: readonly string[]): Promise<LearnerRecord[]> {
    return tx.query(
      `SELECT ${columns} FROM unnest($1::uuid[]) AS e (id)
         JOIN LATERAL (SELECT l.id, l.tenant_id, l.issuer_id, l.earner_id, l.completion_id, l.pathway_version_id, l.credentials, l.at FROM learner_record l WHERE l.earner_id = e.id ORDER BY l.id DESC LIMIT 20) r ON true ORDER BY r.id DESC`,
      [earners],
    );
  }

  async ofCompletion(tx: Tx, tenant: string, completion: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }>('SELECT id FROM learner_record WHERE tenant_id = $1 AND completion_id = $2', [tenant, completion]);
    return rows.map(({ id }) => id);
  }
}
