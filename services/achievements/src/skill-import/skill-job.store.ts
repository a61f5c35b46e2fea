import type { OpenJob } from '@cairn/bulk';
import type { Mark } from '@cairn/messaging';
import type { Tx, Uuid } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { SkillImportReport, SkillJob, SkillJobFault } from './skill-job.js';

const columns = `id, tenant_id AS tenant, task, state, request, framework_id AS framework, generation, total, loaded, unchanged, report, faults, marks,
  created_at AS "createdAt", finished_at AS "finishedAt"`;

/** What is known of a job once its file has been read. */
export interface Begun {
  readonly framework: string;
  readonly generation: number;
  readonly total: number;
  readonly report: SkillImportReport;
}

@Injectable()
export class SkillJobStore {
  async insert(tx: Tx, { tenant, id, task, request, framework, createdAt }: Pick<SkillJob, 'tenant' | 'id' | 'task' | 'request' | 'framework' | 'createdAt'>): Promise<void> {
    await tx.query(
      `INSERT INTO skill_job (tenant_id, id, task, state, request, framework_id, created_at) VALUES ($1, $2, $3, 'QUEUED', $4::jsonb, $5, $6)`,
      [tenant, id, task, JSON.stringify(request), framework, createdAt],
    );
  }

  async byId(tx: Tx, tenant: string, id: string): Promise<SkillJob | undefined> {
    const [row] = await tx.query<SkillJob>(`SELECT ${columns} FROM skill_job WHERE tenant_id = $1 AND id = $2`, [tenant, id]);
    return row;
  }

  /** Jobs of all tenants that are not finished, oldest first. */
  async open(tx: Tx, limit: number): Promise<OpenJob[]> {
    return tx.query(`SELECT tenant_id AS tenant, id FROM skill_job WHERE state IN ('QUEUED', 'RUNNING') ORDER BY created_at, id LIMIT $1`, [limit]);
  }

  async begin(tx: Tx, tenant: Uuid, id: Uuid, { framework, generation, total, report }: Begun): Promise<void> {
    await tx.query(
      `UPDATE skill_job SET state = 'RUNNING', framework_id = $3, generation = $4, total = $5, report = $6::jsonb WHERE tenant_id = $1 AND id = $2`,
      [tenant, id, framework, generation, total, JSON.stringify(report)],
    );
  }

  async advance(tx: Tx, tenant: Uuid, id: Uuid, loaded: number): Promise<void> {
    await tx.query(`UPDATE skill_job SET loaded = $3 WHERE tenant_id = $1 AND id = $2`, [tenant, id, loaded]);
  }

  async finish(tx: Tx, tenant: Uuid, id: Uuid, at: Date, outcome: { readonly unchanged: boolean; readonly generation: number; readonly marks: readonly Mark[] }): Promise<void> {
    await tx.query(
      `UPDATE skill_job SET state = 'FINISHED', finished_at = $3, unchanged = $4, generation = $5, marks = $6::jsonb WHERE tenant_id = $1 AND id = $2`,
      // All events of a framework share a key, so the last one stands for all before it.
      [tenant, id, at, outcome.unchanged, outcome.generation, JSON.stringify(outcome.marks.slice(-1))],
    );
  }

  async fail(tx: Tx, tenant: Uuid, id: Uuid, at: Date, faults: readonly SkillJobFault[]): Promise<void> {
    await tx.query(`UPDATE skill_job SET state = 'FAILED', finished_at = $3, faults = $4::jsonb WHERE tenant_id = $1 AND id = $2`, [tenant, id, at, JSON.stringify(faults)]);
  }
}
