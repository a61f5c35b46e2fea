import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** What is kept of earners, for whoever asks for all of it. Days and instants as they go into a document. */
@Injectable()
export class PersonalPathwaysStore {
  enrolments(tx: Tx, tenant: string, earner: string): Promise<Record<string, unknown>[]> {
    return tx.query(
      `SELECT e.id, e.pathway_id AS pathway, v.title, e.pathway_version_id AS "pathwayVersion", e.state, e.enrolled_on::text AS "enrolledOn",
              e.withdrawn_on::text AS "withdrawnOn", e.approval, e.pause_reason AS "pauseReason", e.opt_ins AS "optIns",
              e.exit_requests AS "exitRequests", e.partner_reference AS "partnerReference", e.version, p.document AS progress,
              CASE WHEN c.id IS NOT NULL THEN jsonb_build_object('id', 'cpl_' || c.id, 'state', c.state, 'completedOn', c.completed_on,
                'currentSince', c.current_since, 'lapsedOn', c.lapsed_on) END AS completion,
              coalesce((SELECT jsonb_agg(jsonb_build_object('node', x.node, 'kind', x.kind, 'reason', x.reason, 'from', x.from_on, 'until', x.until_on) ORDER BY x.recorded_at)
                          FROM node_exception x WHERE x.tenant_id = e.tenant_id AND x.enrolment_id = e.id), '[]') AS exceptions,
              coalesce((SELECT jsonb_agg(jsonb_build_object('node', a.node, 'role', a.role, 'evidence', a.evidence, 'on', a.on_day, 'until', a.until_on,
                                'withdrawnOn', a.revoked_on) ORDER BY a.recorded_at)
                          FROM node_attestation a WHERE a.tenant_id = e.tenant_id AND a.enrolment_id = e.id), '[]') AS attestations,
              e.created_at AS "createdAt", e.updated_at AS "updatedAt"
         FROM enrolment e
         JOIN pathway_version v ON v.tenant_id = e.tenant_id AND v.id = e.pathway_version_id
         LEFT JOIN progress p ON p.tenant_id = e.tenant_id AND p.enrolment_id = e.id
         LEFT JOIN completion c ON c.tenant_id = e.tenant_id AND c.enrolment_id = e.id
        WHERE e.tenant_id = $1 AND e.earner_id = $2 ORDER BY e.created_at, e.id`,
      [tenant, earner],
    );
  }

  holdings(tx: Tx, tenant: string, earner: string): Promise<Record<string, unknown>[]> {
    return tx.query(
      `SELECT award_id AS award, achievement_id AS achievement, achievement_version_id AS "achievementVersion", issuer_id AS issuer, state,
              issued_on::text AS "issuedOn", expires_on::text AS "expiresOn", revoked_on::text AS "revokedOn", suspensions, recorded_at AS "recordedAt"
         FROM holding WHERE tenant_id = $1 AND earner_id = $2 ORDER BY issued_on, award_id`,
      [tenant, earner],
    );
  }
}
