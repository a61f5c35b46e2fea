import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Enrolment } from './enrolment.js';
import { enrolmentColumns } from './enrolment.store.js';

/** Writing what became of enrolments. Callers hold the lock of the earner. */
@Injectable()
export class EnrolmentChangeStore {
  /** Everything of an enrolment that may change. */
  async put(tx: Tx, enrolment: Enrolment): Promise<void> {
    const { tenant, id, state, approval, pauseReason, withdrawnOn, optIns, exitRequests, version, told, updatedAt } = enrolment;
    await tx.query(
      `UPDATE enrolment SET state = $3, approval = $4, pause_reason = $5, withdrawn_on = $6, opt_ins = $7, exit_requests = $8, version = $9,
              told = $10, updated_at = $11
        WHERE tenant_id = $1 AND id = $2`,
      [tenant, id, state, approval, pauseReason, withdrawnOn, JSON.stringify(optIns), JSON.stringify(exitRequests), version, told, updatedAt],
    );
  }

  /** Enrolments that awards made and that nobody has ended, of these earners in these pathways. */
  implicitOf(tx: Tx, tenant: string, earners: readonly string[], pathways: readonly string[]): Promise<Enrolment[]> {
    return tx.query(
      `SELECT ${enrolmentColumns} FROM enrolment
        WHERE tenant_id = $1 AND earner_id = ANY($2::uuid[]) AND pathway_id = ANY($3::uuid[]) AND implicit
          AND state IN ('ACTIVE', 'PAUSED', 'COMPLETED') ORDER BY id`,
      [tenant, earners, pathways],
    );
  }

  /** Such enrolments as they were asked for afterwards, in one statement; they are made by nobody's award any more. */
  async adopt(tx: Tx, tenant: string, enrolments: readonly Enrolment[]): Promise<void> {
    await tx.query(
      `UPDATE enrolment e SET implicit = false, pathway_version_id = g.version_id, enrolled_on = g.enrolled_on, withdrawn_on = g.withdrawn_on, state = g.state,
              partner_reference = g.reference, version = g.version, told = g.told, updated_at = g.updated_at
         FROM unnest($2::uuid[], $3::uuid[], $4::date[], $5::date[], $6::text[], $7::text[], $8::int[], $9::int[], $10::timestamptz[])
           AS g (id, version_id, enrolled_on, withdrawn_on, state, reference, version, told, updated_at)
        WHERE e.tenant_id = $1 AND e.id = g.id`,
      [
        tenant,
        enrolments.map(({ id }) => id),
        enrolments.map(({ pathwayVersion }) => pathwayVersion),
        enrolments.map(({ enrolledOn }) => enrolledOn),
        enrolments.map(({ withdrawnOn }) => withdrawnOn),
        enrolments.map(({ state }) => state),
        enrolments.map(({ partnerReference }) => partnerReference),
        enrolments.map(({ version }) => version),
        enrolments.map(({ told }) => told),
        enrolments.map(({ updatedAt }) => updatedAt),
      ],
    );
  }

  /** The earner's enrolments that depend on being a member and are under way, at most 1,000. */
  onMembership(tx: Tx, tenant: string, earner: string): Promise<Enrolment[]> {
    return tx.query(
      `SELECT ${enrolmentColumns} FROM enrolment
        WHERE tenant_id = $1 AND earner_id = $2 AND members_only AND state IN ('ACTIVE', 'PAUSED') ORDER BY id LIMIT 1000`,
      [tenant, earner],
    );
  }
}
