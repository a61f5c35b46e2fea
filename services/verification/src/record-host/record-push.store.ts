import { newId, type Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { PushAttempt, PushState, RecordPush } from './record-push.js';

export interface PushFilter {
  readonly host: string | null;
  readonly states: readonly PushState[] | null;
}

const columns = `p.tenant_id AS tenant, p.id, p.host_id AS host, p.earner_id AS earner, p.pathway_id AS pathway, p.state, p.record_id AS record, p.attempts,
  p.next_at AS "nextAt", p.recorded_at AS "recordedAt", p.finished_at AS "finishedAt"`;
const attemptsShown = 50;

/** Which records go to which hosts, and what came of it. */
@Injectable()
export class RecordPushStore {
  /**
   * Writes down what is to be sent now: completions that hold of a person, to the hosts that he agreed to. One that was sent
   * already stays as it is; one that was withdrawn begins anew, with a record made anew.
   *
   * @param earners all records of the person
   * @param only of that completion or to that host
   */
  async addDue(tx: Tx, tenant: string, earners: readonly string[], only: { completion?: string; host?: string }, now: Date): Promise<void> {
    const due = await tx.query<{ host: string; completion: string; earner: string; pathway: string }>(
      `SELECT DISTINCT a.host_id AS host, c.completion_id AS completion, c.earner_id AS earner, c.pathway_id AS pathway
         FROM record_agreement a
         JOIN record_host h ON h.tenant_id = a.tenant_id AND h.id = a.host_id AND h.deleted_at IS NULL
         JOIN completion_copy c ON c.tenant_id = a.tenant_id AND c.earner_id = ANY($2::uuid[]) AND c.holds
        WHERE a.tenant_id = $1 AND a.earner_id = ANY($2::uuid[]) AND ($3::uuid IS NULL OR c.completion_id = $3) AND ($4::uuid IS NULL OR a.host_id = $4)
        ORDER BY c.completion_id, a.host_id LIMIT 2000`,
      [tenant, earners, only.completion ?? null, only.host ?? null],
    );
    if (due.length === 0) return;
    await tx.query(
      `INSERT INTO record_push AS p (tenant_id, id, host_id, earner_id, completion_id, pathway_id, state, round_began_at, next_at, recorded_at)
       SELECT $1, d.id, d.host, d.earner, d.completion, d.pathway, 'PENDING', $7, $7, $7
         FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[]) AS d (id, host, earner, completion, pathway)
       ON CONFLICT ON CONSTRAINT record_push_once DO UPDATE
         SET state = 'PENDING', record_id = NULL, round_attempts = 0, round_began_at = excluded.round_began_at, next_at = excluded.next_at, finished_at = NULL
       WHERE p.state = 'WITHDRAWN'`,
      [tenant, due.map(() => newId()), due.map(({ host }) => host), due.map(({ earner }) => earner), due.map(({ completion }) => completion), due.map(({ pathway }) => pathway), now],
    );
  }

  /** Takes back what was not sent yet, and what was sent of a completion that falls away: should it come back, another record is sent. */
  async withdrawCompletion(tx: Tx, tenant: string, completion: string, now: Date): Promise<void> {
    await tx.query(
      `UPDATE record_push SET state = 'WITHDRAWN', next_at = NULL, leased_until = NULL, finished_at = $3
        WHERE tenant_id = $1 AND completion_id = $2 AND state <> 'WITHDRAWN'`,
      [tenant, completion, now],
    );
  }

  /** Takes back what waits for a host, of a person or of all. */
  async withdrawFrom(tx: Tx, tenant: string, host: string, earners: readonly string[] | null, now: Date): Promise<void> {
    await tx.query(
      `UPDATE record_push SET state = 'WITHDRAWN', next_at = NULL, leased_until = NULL, finished_at = $4
        WHERE tenant_id = $1 AND host_id = $2 AND ($3::uuid[] IS NULL OR earner_id = ANY($3)) AND state = 'PENDING'`,
      [tenant, host, earners, now],
    );
  }

  /** Begins another round. */
  async again(tx: Tx, tenant: string, id: string, now: Date): Promise<void> {
    await tx.query(
      `UPDATE record_push SET state = 'PENDING', round_attempts = 0, round_began_at = $3, next_at = $3, finished_at = NULL WHERE tenant_id = $1 AND id = $2`,
      [tenant, id, now],
    );
  }

  async locked(tx: Tx, tenant: string, id: string): Promise<RecordPush | undefined> {
    const [row] = await tx.query<RecordPush>(`SELECT ${columns} FROM record_push p WHERE p.tenant_id = $1 AND p.id = $2 FOR NO KEY UPDATE`, [tenant, id]);
    return row;
  }

  /** The latest first. */
  page(tx: Tx, tenant: string, { host, states }: PushFilter, before: string | null, limit: number): Promise<RecordPush[]> {
    return tx.query(
      `SELECT ${columns} FROM record_push p
        WHERE p.tenant_id = $1 AND ($2::uuid IS NULL OR p.host_id = $2) AND ($3::text[] IS NULL OR p.state = ANY($3)) AND ($4::uuid IS NULL OR p.id < $4)
        ORDER BY p.id DESC LIMIT $5`,
      [tenant, host, states, before, limit],
    );
  }

  /** What was sent of a person, the latest of each host. */
  sentOf(tx: Tx, tenant: string, earners: readonly string[]): Promise<{ host: string; at: Date }[]> {
    return tx.query(
      `SELECT host_id AS host, max(finished_at) AS at FROM record_push WHERE tenant_id = $1 AND earner_id = ANY($2::uuid[]) AND state = 'DELIVERED' GROUP BY host_id`,
      [tenant, earners],
    );
  }

  /** The latest attempts at each, in order. */
  attempts(tx: Tx, tenant: string, pushes: readonly string[]): Promise<PushAttempt[]> {
    return tx.query(
      `SELECT a.push_id AS push, a.number, a.at, a.status, a.latency_ms AS "latencyMs", a.error FROM unnest($2::uuid[]) AS p (id)
         JOIN LATERAL (SELECT t.push_id, t.number, t.at, t.status, t.latency_ms, t.error FROM record_push_attempt t
                        WHERE t.tenant_id = $1 AND t.push_id = p.id ORDER BY t.number DESC LIMIT ${attemptsShown}) a ON true ORDER BY a.push_id, a.number`,
      [tenant, pushes],
    );
  }

  /** For the worker role. */
  async forget(tx: Tx, tenant: string, earner: string): Promise<void> {
    await tx.query('DELETE FROM record_push WHERE tenant_id = $1 AND earner_id = $2', [tenant, earner]);
  }
}
