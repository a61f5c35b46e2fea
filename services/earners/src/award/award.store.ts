import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Award, Shown } from './award.js';

/** Columns of an award; days as text, since a civil date is no instant. */
export const awardColumns = `a.id, a.tenant_id AS tenant, a.earner_id AS earner, a.issuer_id AS issuer,
  a.agent_issuer_id AS "agentIssuer", a.agent_tenant_id AS "agentTenant", a.achievement_id AS achievement,
  a.achievement_version_id AS "achievementVersion", a.issuer_name AS "issuerName", a.state, a.suspension_causes AS "suspensionCauses",
  a.awarded_on::text AS "awardedOn", a.valid_until::text AS "validUntil", a.partner_reference AS "partnerReference", a.assessment, a.results, a.evidence,
  a.visibility, a.revocation_reason AS "revocationReason", a.revoked_at AS "revokedAt", a.replaced_by AS "replacedBy", a.standing, a.stands_until::text AS "standsUntil", a.work, a.credits_earned AS "creditsEarned", a.origin,
  a.not_before::text AS "notBefore", a.offer_until AS "offerUntil", a.accepted_at AS "acceptedAt", a.term,
  coalesce(a.term_from, a.awarded_on)::text AS "termFrom", a.version,
  a.created_at AS "createdAt", a.updated_at AS "updatedAt"`;

export const shownColumns = `${awardColumns}, v.title, v.image_url AS "imageUrl", v.level, v.claim_basis AS basis,
  (SELECT z.calendar ->> 'timeZone' FROM issuer_copy z WHERE z.id = a.issuer_id) AS zone`;
export const shownFrom = 'award a LEFT JOIN achievement_version_copy v ON v.id = a.achievement_version_id';

/** Reads of single awards. */
@Injectable()
export class AwardStore {
  /** Awards of the caller's tenant, those it made in the name of others, and public ones (row-level security sees to it). */
  async byIds(tx: Tx, tenant: string | null, ids: readonly string[]): Promise<Shown[]> {
    return tx.query(
      `SELECT ${shownColumns} FROM ${shownFrom} WHERE a.tenant_id = $1::uuid AND a.id = ANY($2::uuid[])
       UNION ALL
       SELECT ${shownColumns} FROM ${shownFrom}
        WHERE a.id = ANY($2::uuid[]) AND a.tenant_id IS DISTINCT FROM $1::uuid
          AND a.visibility = 'PUBLIC' AND a.state NOT IN ('SCHEDULED', 'OFFERED', 'DECLINED', 'CANCELLED')
       UNION ALL
       SELECT ${shownColumns} FROM ${shownFrom}
        WHERE a.id = ANY($2::uuid[]) AND a.agent_tenant_id = $1::uuid AND a.tenant_id <> $1::uuid
          AND NOT (a.visibility = 'PUBLIC' AND a.state NOT IN ('SCHEDULED', 'OFFERED', 'DECLINED', 'CANCELLED'))`,
      [tenant, ids],
    );
  }

  /** Those that were earned by the person who signed in. */
  ofPerson(tx: Tx, account: string, ids: readonly string[]): Promise<Shown[]> {
    return tx.query(
      `SELECT ${shownColumns}, true AS mine FROM earner e
         JOIN award a ON a.tenant_id = e.tenant_id AND a.earner_id = e.id
         LEFT JOIN achievement_version_copy v ON v.id = a.achievement_version_id
        WHERE e.account_id = $1 AND a.id = ANY($2::uuid[])`,
      [account, ids],
    );
  }

  /** The award under its row lock, or undefined when it is not the tenant's. */
  async lock(tx: Tx, tenant: string, id: string): Promise<Award | undefined> {
    const [row] = await tx.query<Award>(`SELECT ${awardColumns} FROM award a WHERE a.tenant_id = $1 AND a.id = $2 FOR UPDATE`, [tenant, id]);
    return row;
  }

  /** One page of the tenant's awards in id order, for the snapshot of the change feed. */
  snapshot(tx: Tx, tenant: string, after: string | null, limit: number): Promise<{ id: string; version: number; changedAt: Date }[]> {
    return tx.query(
      `SELECT id, version, updated_at AS "changedAt" FROM award
        WHERE tenant_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
      [tenant, after, limit],
    );
  }
}
