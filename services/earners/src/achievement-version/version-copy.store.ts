import type { AchievementVersionText } from '@cairn/events';
import type { Tx } from '@cairn/postgres';
import { isDuration } from '@cairn/requirements';
import { Injectable } from '@nestjs/common';
import { resultRulesOf } from './result-rule.js';
import type { VersionCopy, VersionToAssess } from './version-copy.js';

const columns = `v.id, v.tenant_id AS tenant, v.achievement_id AS achievement, v.issuer_id AS issuer, v.code, v.state, v.title,
  v.image_url AS "imageUrl", v.level, v.claim_basis AS basis, v.assessed,
  v.valid_for AS "validFor", v.acceptance, v.duplicate_policy AS "duplicatePolicy",
  v.duplicate_period AS "duplicatePeriod", v.guardian_below_age AS "guardianBelowAge", v.use_case AS "useCase",
  v.published_on::text AS "publishedOn", v.valid_until::text AS "validUntil", v.offer_days AS "offerDays", v.renewal_window AS "renewalWindow", v.result_rules AS "resultRules",
  CASE WHEN jsonb_path_exists(v.requirement, '$.** ? (@.kind == "PRIOR_AWARD")') THEN v.requirement END AS "priorRequirement",
  v.validity, v.maintenance, v.credits, i.calendar ->> 'timeZone' AS zone, i.name AS "issuerName", i.state AS "issuerState"`;
const assessedColumns = `${columns}, v.language, v.requirement, v.rubrics, v.result_descriptions AS "resultDescriptions", v.assessment,
  v.grace_until AS "graceUntil", i.calendar`;
const from = 'achievement_version_copy v LEFT JOIN issuer_copy i ON i.id = v.issuer_id';

/** Copies of achievement versions: read when issuing, written by listeners. */
@Injectable()
export class VersionCopyStore {
  byIds(tx: Tx, tenant: string, ids: readonly string[]): Promise<VersionCopy[]> {
    return tx.query(`SELECT ${columns} FROM ${from} WHERE v.tenant_id = $1 AND v.id = ANY($2::uuid[])`, [tenant, ids]);
  }

  /** Versions with what assessing needs; their texts are large, so issuing does without. */
  toAssess(tx: Tx, tenant: string, ids: readonly string[]): Promise<VersionToAssess[]> {
    return tx.query(`SELECT ${assessedColumns} FROM ${from} WHERE v.tenant_id = $1 AND v.id = ANY($2::uuid[])`, [tenant, ids]);
  }

  /** Versions by id, and the published versions of codes. */
  named(tx: Tx, tenant: string, ids: readonly string[], codes: readonly string[]): Promise<VersionCopy[]> {
    return tx.query(
      `SELECT ${columns} FROM ${from} WHERE v.tenant_id = $1 AND (v.id = ANY($2::uuid[]) OR (v.code = ANY($3::text[]) AND v.state = 'PUBLISHED'))`,
      [tenant, ids, codes],
    );
  }

  /** The published version of an achievement. */
  async published(tx: Tx, tenant: string, achievement: string): Promise<VersionCopy | undefined> {
    const [row] = await tx.query<VersionCopy>(
      `SELECT ${columns} FROM ${from} WHERE v.tenant_id = $1 AND v.achievement_id = $2 AND v.state = 'PUBLISHED' ORDER BY v.number DESC LIMIT 1`,
      [tenant, achievement],
    );
    return row;
  }

  async draft(tx: Tx, tenant: string, achievement: string, version: string): Promise<void> {
    await tx.query(
      `INSERT INTO achievement_version_copy (id, tenant_id, achievement_id, issuer_id, code, number, state, title, claim_basis, assessed, acceptance, duplicate_policy)
       VALUES ($3, $1, $2, '00000000-0000-0000-0000-000000000000', '', 0, 'DRAFT', '', '', false, 'NOT_NEEDED', 'ONE_ACTIVE')
       ON CONFLICT (id) DO NOTHING`,
      [tenant, achievement, version],
    );
  }

  async publish(tx: Tx, tenant: string, text: AchievementVersionText): Promise<void> {
    await tx.query(
      `INSERT INTO achievement_version_copy (id, tenant_id, achievement_id, issuer_id, code, number, state, title, image_url, level, claim_basis,
         assessed, valid_for, acceptance, duplicate_policy, duplicate_period, language, requirement, rubrics, result_descriptions, assessment, guardian_below_age,
         use_case, published_on, offer_days, renewal_window, result_rules, valid_until, validity, maintenance, credits)
       VALUES ($1, $2, $3, $4, $5, $6, 'PUBLISHED', $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30)
       ON CONFLICT (id) DO UPDATE SET issuer_id = excluded.issuer_id, code = excluded.code, number = excluded.number, state = excluded.state,
         title = excluded.title, image_url = excluded.image_url, level = excluded.level, claim_basis = excluded.claim_basis,
         assessed = excluded.assessed, valid_for = excluded.valid_for, acceptance = excluded.acceptance, duplicate_policy = excluded.duplicate_policy, duplicate_period = excluded.duplicate_period,
         language = excluded.language, requirement = excluded.requirement, rubrics = excluded.rubrics,
         result_descriptions = excluded.result_descriptions, assessment = excluded.assessment, guardian_below_age = excluded.guardian_below_age,
         use_case = excluded.use_case, published_on = excluded.published_on, offer_days = excluded.offer_days, renewal_window = excluded.renewal_window,
         result_rules = excluded.result_rules, valid_until = excluded.valid_until, validity = excluded.validity,
         maintenance = excluded.maintenance, credits = excluded.credits`,
      [
        text.achievementVersion,
        tenant,
        text.achievement,
        text.issuer,
        text.code,
        text.number,
        text.title,
        text.imageUrl,
        text.level,
        text.claimBasis,
        text.assessed,
        text.validFor,
        text.acceptance,
        text.duplicatePolicy,
        text.duplicatePeriod ?? null,
        text.language,
        json(text.requirement),
        json(text.rubrics),
        json(text.resultDescriptions),
        json(text.assessment),
        text.guardianBelowAge ?? null,
        text.useCase,
        text.publishedOn,
        daysOf(text.stated.offerDays),
        windowOf(text.stated),
        json(resultRulesOf(text)),
        text.validUntil ?? null,
        text.validity ?? null,
        json(text.stated.maintenance),
        json(text.creditsAvailable),
      ],
    );
  }

  /** @param graceUntil until when cases that were begun under it may still be filed and decided; null: without end */
  async supersede(tx: Tx, tenant: string, id: string, graceUntil: Date | null): Promise<void> {
    await tx.query(`UPDATE achievement_version_copy SET state = 'SUPERSEDED', grace_until = $3 WHERE tenant_id = $1 AND id = $2`, [tenant, id, graceUntil]);
  }

  async setState(tx: Tx, tenant: string, id: string, state: VersionCopy['state']): Promise<void> {
    await tx.query('UPDATE achievement_version_copy SET state = $3 WHERE tenant_id = $1 AND id = $2', [tenant, id, state]);
  }
}

/** What a definition states under a name is not checked on the way here. */
const daysOf = (stated: unknown): number | null => (typeof stated === 'number' && Number.isInteger(stated) && stated > 0 && stated <= 3_650 ? stated : null);
const durationOf = (stated: unknown): string | null => (typeof stated === 'string' && isDuration(stated) ? stated : null);

/** The window in which a term is renewed, of the maintenance rule. */
function windowOf({ maintenance, renewalWindow }: Readonly<Record<string, unknown>>): string | null {
  const rule = typeof maintenance === 'object' && maintenance !== null ? (maintenance as { readonly window?: unknown }) : {};
  return durationOf(rule.window) ?? durationOf(renewalWindow);
}

/** Arrays would be taken for PostgreSQL's own. */
const json = (value: unknown): string | null => (value === null || value === undefined ? null : JSON.stringify(value));
