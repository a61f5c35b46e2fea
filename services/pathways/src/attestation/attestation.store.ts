import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { NodeAttestation } from './node-attestation.js';

const columns = `id, tenant_id AS tenant, enrolment_id AS enrolment, node, role, attested_by AS "attestedBy", evidence, on_day::text AS "on",
  until_on::text AS "until", revoked_on::text AS "revokedOn", recorded_at AS "recordedAt"`;

const ofPage = `page.id, page.tenant, page.enrolment, page.node, page.role, page."attestedBy", page.evidence, page."on", page."until", page."revokedOn", page."recordedAt"`;

/** Attestations, which are never deleted: a withdrawal is a day. */
@Injectable()
export class AttestationStore {
  async insert(tx: Tx, attestation: NodeAttestation): Promise<void> {
    const { tenant, id, enrolment, node, role, attestedBy, evidence, on, until, recordedAt } = attestation;
    await tx.query(
      `INSERT INTO node_attestation (tenant_id, id, enrolment_id, node, role, attested_by, evidence, on_day, until_on, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [tenant, id, enrolment, node, role, attestedBy, evidence, on, until, recordedAt],
    );
  }

  async withdraw(tx: Tx, { tenant, id, revokedOn }: NodeAttestation): Promise<void> {
    await tx.query('UPDATE node_attestation SET revoked_on = $3 WHERE tenant_id = $1 AND id = $2', [tenant, id, revokedOn]);
  }

  async byId(tx: Tx, tenant: string, id: string): Promise<NodeAttestation | undefined> {
    const [row] = await tx.query<NodeAttestation>(`SELECT ${columns} FROM node_attestation WHERE tenant_id = $1 AND id = $2`, [tenant, id]);
    return row;
  }

  /** Attestations of these enrolments, oldest first, at most 100 each, in one statement. */
  ofEnrolments(tx: Tx, tenant: string, enrolments: readonly string[]): Promise<NodeAttestation[]> {
    return tx.query(
      `SELECT ${ofPage} FROM unnest($2::uuid[]) AS asked (enrolment)
        CROSS JOIN LATERAL (SELECT ${columns} FROM node_attestation
          WHERE tenant_id = $1 AND enrolment_id = asked.enrolment ORDER BY recorded_at, id LIMIT 100) AS page`,
      [tenant, enrolments],
    );
  }
}
