import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** What is kept of a person beside the record itself, for whoever asks for all of it. */
@Injectable()
export class PersonalRecordStore {
  /** Awards with their history; days and instants as text, as they go into a document. */
  awards(tx: Tx, tenant: string, earner: string): Promise<Record<string, unknown>[]> {
    return tx.query(
      `SELECT a.id, a.issuer_id AS issuer, a.issuer_name AS "issuerName", a.achievement_id AS achievement, a.achievement_version_id AS "achievementVersion",
              v.title, a.state, a.suspension_causes AS "suspensionCauses", a.awarded_on::text AS "awardedOn", a.valid_until::text AS "validUntil",
              a.partner_reference AS "partnerReference", a.assessment, a.results, a.evidence, a.work, a.origin, a.term, a.visibility, a.revocation_reason AS "revocationReason",
              a.revoked_at AS "revokedAt", a.replaced_by AS "replacedBy", a.version, a.created_at AS "createdAt", a.updated_at AS "updatedAt",
              (SELECT jsonb_agg(jsonb_build_object('version', h.version, 'what', h.what, 'reason', h.reason, 'at', h.at) ORDER BY h.version)
                 FROM award_event h WHERE h.tenant_id = a.tenant_id AND h.award_id = a.id) AS history
         FROM award a LEFT JOIN achievement_version_copy v ON v.id = a.achievement_version_id
        WHERE a.tenant_id = $1 AND a.earner_id = $2 ORDER BY a.awarded_on, a.id`,
      [tenant, earner],
    );
  }

  /** Links to awards that the person made, latest first, 1,000 of them. */
  shares(tx: Tx, tenant: string, earner: string): Promise<{ id: string; award: string; evidence: string[]; until: Date | null; openedAt: Date; endedAt: Date | null }[]> {
    return tx.query(
      `SELECT s.id, s.award_id AS award, s.evidence, s.until, s.opened_at AS "openedAt", s.ended_at AS "endedAt"
         FROM share s JOIN award a ON a.tenant_id = s.tenant_id AND a.id = s.award_id
        WHERE s.tenant_id = $1 AND a.earner_id = $2 ORDER BY s.opened_at DESC, s.id DESC LIMIT 1000`,
      [tenant, earner],
    );
  }

  /** Records that became part of this one, and when. */
  merges(tx: Tx, tenant: string, earner: string): Promise<{ id: string; mergedAt: Date; splitAt: Date | null }[]> {
    return tx.query(
      `SELECT from_id AS id, merged_at AS "mergedAt", split_at AS "splitAt" FROM earner_merge WHERE tenant_id = $1 AND into_id = $2 ORDER BY merged_at`,
      [tenant, earner],
    );
  }

  /** What the person was told of by mail, the latest 1,000. */
  notices(tx: Tx, tenant: string, earner: string): Promise<Record<string, unknown>[]> {
    return tx.query(
      `SELECT n.kind, n.language, n.facts, n.state, n.created_at AS "createdAt", n.sent_at AS "sentAt"
         FROM notice n WHERE n.tenant_id = $1 AND n.earner_id = $2 ORDER BY n.created_at DESC, n.id DESC LIMIT 1000`,
      [tenant, earner],
    );
  }

  /** Until when a link to claim the record is good. */
  async openLink(tx: Tx, tenant: string, earner: string): Promise<Date | null> {
    const [row] = await tx.query<{ until: Date }>('SELECT expires_at AS until FROM claim_link WHERE tenant_id = $1 AND earner_id = $2', [tenant, earner]);
    return row?.until ?? null;
  }
}
