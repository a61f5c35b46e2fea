import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Award } from './award.js';

/** Standing in the way of a new award. */
export interface InTheWay {
  /** Place of the new award in the list given. */
  readonly at: number;
  readonly award: string;
  readonly why: 'reference' | 'standing';
}

/** Writes of awards and of the facts about them, set by set. */
@Injectable()
export class AwardWriteStore {
  /**
   * Stores new awards with the fact of their making, in one statement, leaving out those that another award keeps away;
   * answers the ids of those stored. All are made at the instant of the first.
   */
  async insert(tx: Tx, tenant: string, awards: readonly Award[]): Promise<Set<string>> {
    const rows = await tx.query<{ id: string }>(insertText, [
      tenant,
      awards.map(({ id }) => id),
      awards.map(({ earner }) => earner),
      awards.map(({ issuer }) => issuer),
      awards.map(({ achievement }) => achievement),
      awards.map(({ achievementVersion }) => achievementVersion),
      awards.map(({ issuerName }) => issuerName),
      awards.map(({ state }) => state),
      awards.map(({ awardedOn }) => awardedOn),
      awards.map(({ validUntil }) => validUntil),
      awards.map(({ partnerReference }) => partnerReference),
      awards.map(({ assessment }) => (assessment ? JSON.stringify(assessment) : null)),
      awards.map(({ results }) => JSON.stringify(results)),
      awards.map(({ visibility }) => visibility),
      awards.map(({ standing }) => standing),
      awards.map(({ suspensionCauses }) => suspensionCauses.join(',')),
      awards[0]?.createdAt ?? null,
      awards.map(({ agentIssuer }) => agentIssuer),
      awards.map(({ agentTenant }) => agentTenant),
    ]);
    return new Set(rows.map(({ id }) => id));
  }

  /** What keeps awards away: one with the same reference, or a standing one of the same achievement. */
  async inTheWay(tx: Tx, tenant: string, awards: readonly Award[]): Promise<InTheWay[]> {
    return tx.query(
      `WITH asked AS (
         SELECT reference, earner, achievement, standing, at::int - 1 AS at
           FROM unnest($2::text[], $3::uuid[], $4::uuid[], $5::boolean[]) WITH ORDINALITY AS t (reference, earner, achievement, standing, at)
       )
       SELECT asked.at, a.id AS award, 'reference' AS why FROM asked JOIN award a ON a.tenant_id = $1 AND a.partner_reference = asked.reference
       UNION ALL
       SELECT asked.at, a.id, 'standing' FROM asked
         JOIN award a ON a.tenant_id = $1 AND a.earner_id = asked.earner AND a.achievement_id = asked.achievement AND a.standing
        WHERE asked.standing`,
      [
        tenant,
        awards.map(({ partnerReference }) => partnerReference),
        awards.map(({ earner }) => earner),
        awards.map(({ achievement }) => achievement),
        awards.map(({ standing }) => standing),
      ],
    );
  }

  /** Awards that have these references, by reference. */
  async withReferences(tx: Tx, tenant: string, references: readonly string[]): Promise<Map<string, string>> {
    const rows = await tx.query<{ id: string; reference: string }>(
      'SELECT id, partner_reference AS reference FROM award WHERE tenant_id = $1 AND partner_reference = ANY($2::text[])',
      [tenant, references],
    );
    return new Map(rows.map(({ id, reference }) => [reference, id]));
  }

  /** Lets go of expired awards that still stand in the way of new ones; answers whether there were any. */
  async releaseExpired(tx: Tx, tenant: string, awards: readonly Award[], today: string): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE award a SET standing = false FROM unnest($2::uuid[], $3::uuid[]) AS asked (earner, achievement)
        WHERE a.tenant_id = $1 AND a.earner_id = asked.earner AND a.achievement_id = asked.achievement AND a.standing
          AND a.state = 'ACTIVE' AND a.valid_until <= $4::date
        RETURNING a.id`,
      [tenant, awards.map(({ earner }) => earner), awards.map(({ achievement }) => achievement), today],
    );
    return rows.length > 0;
  }

  /** Stores what a command changed, and the fact of it. The caller holds the row's lock. */
  async change(tx: Tx, award: Award, what: string, reason: string | null): Promise<void> {
    await tx.query(
      `WITH changed AS (
         UPDATE award SET state = $3, suspension_causes = $4, revocation_reason = $5, revoked_at = $6, replaced_by = $7, standing = $8,
           version = $9, updated_at = $10
          WHERE tenant_id = $1 AND id = $2 RETURNING 1
       )
       INSERT INTO award_event (tenant_id, award_id, version, what, reason, at) SELECT $1, $2, $9, $11, $12, $10 FROM changed`,
      [
        award.tenant,
        award.id,
        award.state,
        award.suspensionCauses,
        award.revocationReason,
        award.revokedAt,
        award.replacedBy,
        award.standing,
        award.version,
        award.updatedAt,
        what,
        reason,
      ],
    );
  }
}

const insertText = `
  WITH made AS (
    INSERT INTO award (tenant_id, id, earner_id, issuer_id, achievement_id, achievement_version_id, issuer_name, state, suspension_causes,
      awarded_on, valid_until, partner_reference, assessment, results, visibility, standing, version, created_at, updated_at,
      agent_issuer_id, agent_tenant_id)
    SELECT $1, id, earner, issuer, achievement, version, issuer_name, state, string_to_array(causes, ','), awarded_on, valid_until, reference, assessment, results,
      visibility, standing, 1, $17, $17, agent_issuer, agent_tenant
      FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[], $8::text[], $9::date[], $10::date[], $11::text[],
        $12::jsonb[], $13::jsonb[], $14::text[], $15::boolean[], $16::text[], $18::uuid[], $19::uuid[])
        AS t (id, earner, issuer, achievement, version, issuer_name, state, awarded_on, valid_until, reference, assessment, results, visibility, standing, causes,
          agent_issuer, agent_tenant)
    ON CONFLICT DO NOTHING RETURNING id, state
  ), fact AS (
    INSERT INTO award_event (tenant_id, award_id, version, what, at)
    SELECT $1, id, 1, CASE state WHEN 'OFFERED' THEN 'OFFERED' ELSE 'ISSUED' END, $17 FROM made
  )
  SELECT id FROM made`;
