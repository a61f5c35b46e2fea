import { type Acting, whoActs } from '@cairn/access';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { type Award, nextAt } from './award.js';

/** Standing in the way of a new award. */
export interface InTheWay {
  /** Place of the new award in the list given. */
  readonly at: number;
  readonly award: string;
  readonly why: 'reference' | 'standing';
}

/** A new award, and who makes it. */
export interface Made {
  readonly award: Award;
  readonly by: Acting;
}

/** What the history keeps of a change. The note is sealed under the key of the award's earner. */
export interface Deed {
  readonly what: string;
  readonly reason: string | null;
  readonly note: Buffer | null;
}

/** Writes of awards and of the facts about them, set by set. */
@Injectable()
export class AwardWriteStore {
  /**
   * Stores new awards with the fact of their making, in one statement, leaving out those that another award keeps away;
   * answers the ids of those stored. All are made at the instant of the first.
   */
  async insert(tx: Tx, tenant: string, made: readonly Made[]): Promise<Set<string>> {
    const awards = made.map(({ award }) => award);
    const rows = await tx.query<{ id: string }>(insertText, [
      tenant,
      awards[0]?.createdAt ?? null,
      awards.map(({ id }) => id),
      awards.map(({ earner }) => earner),
      inCommon(awards.map(({ issuer }) => issuer)),
      inCommon(awards.map(({ achievement }) => achievement)),
      inCommon(awards.map(({ achievementVersion }) => achievementVersion)),
      inCommon(awards.map(({ issuerName }) => issuerName)),
      inCommon(awards.map(({ state }) => state)),
      awards.map(({ awardedOn }) => awardedOn),
      inCommon(awards.map(({ validUntil }) => validUntil)),
      awards.map(({ partnerReference }) => partnerReference),
      inCommon(awards.map(({ assessment }) => (assessment ? JSON.stringify(assessment) : null))),
      inCommon(awards.map(({ results }) => (results.length > 0 ? JSON.stringify(results) : '[]'))),
      inCommon(awards.map(({ visibility }) => visibility)),
      inCommon(awards.map(({ standing }) => standing)),
      inCommon(awards.map(({ suspensionCauses }) => suspensionCauses.join(','))),
      inCommon(awards.map(({ agentIssuer }) => agentIssuer)),
      inCommon(awards.map(({ agentTenant }) => agentTenant)),
      inCommon(awards.map(({ evidence }) => (evidence.length > 0 ? JSON.stringify(evidence) : '[]'))),
      inCommon(awards.map(({ standsUntil }) => standsUntil)),
      inCommon(awards.map(({ work }) => (work ? JSON.stringify(work) : null))),
      inCommon(awards.map(({ creditsEarned }) => creditsEarned)),
      inCommon(awards.map(({ origin }) => origin)),
      inCommon(awards.map(({ notBefore }) => notBefore)),
      inCommon(awards.map(({ offerUntil }) => offerUntil)),
      inCommon(awards.map(nextAt)),
      inCommon(made.map(({ by }) => by.kind)),
      inCommon(made.map(({ by }) => by.actor)),
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

  /** Lets go of awards that have expired, or whose period is over on the day of the new one, and still stand in its way; answers whether there were any. */
  async releaseExpired(tx: Tx, tenant: string, awards: readonly Award[], today: string): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE award a SET standing = false FROM unnest($2::uuid[], $3::uuid[], $5::date[]) AS asked (earner, achievement, awarded_on)
        WHERE a.tenant_id = $1 AND a.earner_id = asked.earner AND a.achievement_id = asked.achievement AND a.standing
          AND CASE WHEN a.stands_until IS NULL THEN a.state = 'ACTIVE' AND a.valid_until <= $4::date ELSE a.stands_until <= asked.awarded_on END
        RETURNING a.id`,
      [tenant, awards.map(({ earner }) => earner), awards.map(({ achievement }) => achievement), today, awards.map(({ awardedOn }) => awardedOn)],
    );
    return rows.length > 0;
  }

  /** Stores what a command changed, and the fact of it. The caller holds the row's lock. */
  async change(tx: Tx, award: Award, { what, reason, note }: Deed): Promise<void> {
    const { kind, actor } = whoActs();
    await tx.query(
      `WITH changed AS (
         UPDATE award SET state = $3, suspension_causes = $4, revocation_reason = $5, revoked_at = $6, replaced_by = $7, standing = $8,
           version = $9, updated_at = $10, offer_until = $13, accepted_at = $14, term = $15, term_from = $16, valid_until = $17, next_at = $18
          WHERE tenant_id = $1 AND id = $2 RETURNING 1
       )
       INSERT INTO award_event (tenant_id, award_id, version, what, reason, at, by_kind, by_actor, note, noted_for)
       SELECT $1, $2, $9, $11, $12, $10, $19, $20, $21, $22 FROM changed`,
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
        award.offerUntil,
        award.acceptedAt,
        award.term,
        award.termFrom,
        award.validUntil,
        nextAt(award),
        kind,
        actor,
        note,
        note && award.earner,
      ],
    );
  }
}

/**
 * Columns of new awards by their places among the values. Awards that are made together have most of them in common: such a
 * column is given once, which spares both sides the work of a thousand equal values.
 */
const place = { issuer: [5, 'uuid'], achievement: [6, 'uuid'], version: [7, 'uuid'], issuer_name: [8, 'text'], state: [9, 'text'], valid_until: [11, 'date'],
  assessment: [13, 'jsonb'], results: [14, 'jsonb'], visibility: [15, 'text'], standing: [16, 'boolean'], causes: [17, 'text'], agent_issuer: [18, 'uuid'],
  agent_tenant: [19, 'uuid'], evidence: [20, 'jsonb'], stands_until: [21, 'date'], work: [22, 'jsonb'], credits_earned: [23, 'float8'], origin: [24, 'text'],
  not_before: [25, 'date'], offer_until: [26, 'timestamptz'], next_at: [27, 'timestamptz'], by_kind: [28, 'text'], by_actor: [29, 'uuid'] } as const;

const given = (column: keyof typeof place): string => {
  const values = `$${place[column][0]}::${place[column][1]}[]`;
  return `CASE WHEN cardinality(${values}) = 1 THEN (${values})[1] ELSE ${column} END`;
};

/** The values of a column, or its one value where all are alike. */
const inCommon = <Value>(values: readonly Value[]): readonly Value[] => (values.every((value) => value === values[0]) ? values.slice(0, 1) : values);

const insertText = `
  WITH made AS (
    INSERT INTO award (tenant_id, id, earner_id, issuer_id, achievement_id, achievement_version_id, issuer_name, state, suspension_causes,
      awarded_on, valid_until, partner_reference, assessment, results, visibility, standing, version, created_at, updated_at,
      agent_issuer_id, agent_tenant_id, evidence, stands_until, work, credits_earned, origin, not_before, offer_until, next_at, by_kind, by_actor)
    SELECT $1, id, earner, ${given('issuer')}, ${given('achievement')}, ${given('version')}, ${given('issuer_name')}, ${given('state')},
      string_to_array(${given('causes')}, ','), awarded_on, ${given('valid_until')}, reference, ${given('assessment')}, ${given('results')},
      ${given('visibility')}, ${given('standing')}, 1, $2, $2, ${given('agent_issuer')}, ${given('agent_tenant')}, ${given('evidence')}, ${given('stands_until')},
      ${given('work')}, ${given('credits_earned')}, ${given('origin')}, ${given('not_before')}, ${given('offer_until')}, ${given('next_at')},
      ${given('by_kind')}, ${given('by_actor')}
      FROM unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::text[], $9::text[], $10::date[], $11::date[], $12::text[],
        $13::jsonb[], $14::jsonb[], $15::text[], $16::boolean[], $17::text[], $18::uuid[], $19::uuid[], $20::jsonb[], $21::date[], $22::jsonb[],
        $23::float8[], $24::text[], $25::date[], $26::timestamptz[], $27::timestamptz[], $28::text[], $29::uuid[])
        AS t (id, earner, issuer, achievement, version, issuer_name, state, awarded_on, valid_until, reference, assessment, results, visibility, standing, causes,
          agent_issuer, agent_tenant, evidence, stands_until, work, credits_earned, origin, not_before, offer_until, next_at, by_kind, by_actor)
    ON CONFLICT DO NOTHING RETURNING id, state, by_kind, by_actor
  ), fact AS (
    INSERT INTO award_event (tenant_id, award_id, version, what, at, by_kind, by_actor)
    SELECT $1, id, 1, CASE WHEN state IN ('SCHEDULED', 'OFFERED') THEN state ELSE 'ISSUED' END, $2, by_kind, by_actor FROM made
  )
  SELECT id FROM made`;
