import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Enrolment, EnrolmentState } from './enrolment.js';

/** An enrolment as its interface has it. */
export const enrolmentColumns = `id, tenant_id AS tenant, earner_id AS earner, pathway_id AS pathway, pathway_version_id AS "pathwayVersion", state,
  approval, pause_reason AS "pauseReason", members_only AS "membersOnly", enrolled_on::text AS "enrolledOn", withdrawn_on::text AS "withdrawnOn",
  opt_ins AS "optIns", exit_requests AS "exitRequests", partner_reference AS "partnerReference", version, told,
  created_at AS "createdAt", updated_at AS "updatedAt"`;

/** Writing enrolments, and looking for those that stand in the way of a new one. */
@Injectable()
export class EnrolmentStore {
  /** Inserts new enrolments in one statement. */
  async insert(tx: Tx, tenant: string, enrolments: readonly Enrolment[]): Promise<void> {
    await tx.query(
      `INSERT INTO enrolment (tenant_id, id, earner_id, pathway_id, pathway_version_id, state, enrolled_on, withdrawn_on,
                              partner_reference, version, told, created_at, updated_at, approval, members_only)
       SELECT $1, g.id, g.earner, g.pathway, g.version_id, g.state, g.enrolled_on, g.withdrawn_on, g.reference, 1, 1, g.created_at, g.created_at,
              g.approval, g.members_only
         FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::date[], $8::date[], $9::text[], $10::timestamptz[],
                     $11::text[], $12::boolean[])
           AS g (id, earner, pathway, version_id, state, enrolled_on, withdrawn_on, reference, created_at, approval, members_only)`,
      [
        tenant,
        enrolments.map(({ id }) => id),
        enrolments.map(({ earner }) => earner),
        enrolments.map(({ pathway }) => pathway),
        enrolments.map(({ pathwayVersion }) => pathwayVersion),
        enrolments.map(({ state }) => state),
        enrolments.map(({ enrolledOn }) => enrolledOn),
        enrolments.map(({ withdrawnOn }) => withdrawnOn),
        enrolments.map(({ partnerReference }) => partnerReference),
        enrolments.map(({ createdAt }) => createdAt),
        enrolments.map(({ approval }) => approval),
        enrolments.map(({ membersOnly }) => membersOnly),
      ],
    );
  }

  /** States that follow from completions, many in one statement. */
  async putStates(
    tx: Tx,
    tenant: string,
    moved: readonly { id: string; state: EnrolmentState; version: number }[],
    now: Date,
  ): Promise<void> {
    await tx.query(
      `UPDATE enrolment e SET state = g.state, version = g.version, updated_at = $5
         FROM unnest($2::uuid[], $3::text[], $4::int[]) AS g (id, state, version) WHERE e.tenant_id = $1 AND e.id = g.id`,
      [tenant, moved.map(({ id }) => id), moved.map(({ state }) => state), moved.map(({ version }) => version), now],
    );
  }

  byIds(tx: Tx, tenant: string, ids: readonly string[]): Promise<Enrolment[]> {
    return tx.query(`SELECT ${enrolmentColumns} FROM enrolment WHERE tenant_id = $1 AND id = ANY($2::uuid[])`, [tenant, ids]);
  }

  /** Those of the person who signed in, whoever runs the pathway. */
  ofPerson(tx: Tx, account: string, ids: readonly string[]): Promise<Enrolment[]> {
    return tx.query(
      `SELECT ${enrolmentColumns} FROM enrolment WHERE id = ANY($2::uuid[])
          AND (tenant_id, earner_id) IN (SELECT p.tenant_id, p.earner_id FROM person_copy p WHERE p.account_id = $1)`,
      [account, ids],
    );
  }

  byReferences(tx: Tx, tenant: string, references: readonly string[]): Promise<Enrolment[]> {
    return tx.query(`SELECT ${enrolmentColumns} FROM enrolment WHERE tenant_id = $1 AND partner_reference = ANY($2::text[])`, [tenant, references]);
  }

  /** The earner's enrolment in the pathway that nobody has ended, the oldest of several. */
  async standing(tx: Tx, tenant: string, earner: string, pathway: string): Promise<Enrolment | undefined> {
    const [row] = await tx.query<Enrolment>(
      `SELECT ${enrolmentColumns} FROM enrolment
        WHERE tenant_id = $1 AND earner_id = $2 AND pathway_id = $3 AND state NOT IN ('WITHDRAWN', 'REFUSED', 'TIMED_OUT') ORDER BY id LIMIT 1`,
      [tenant, earner, pathway],
    );
    return row;
  }

  /** One page of the tenant's enrolments in id order, for the snapshot of the change feed. */
  snapshot(tx: Tx, tenant: string, after: string | null, limit: number): Promise<{ id: string; version: number; changedAt: Date }[]> {
    return tx.query(
      `SELECT id, version, updated_at AS "changedAt" FROM enrolment
        WHERE tenant_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
      [tenant, after, limit],
    );
  }
}
