import type { EarnerFacts, GeneratedFacts } from '@cairn/metrics';
import { newId } from '@cairn/postgres';
import type pg from 'pg';
import { CopyRows, type Value } from './copy-rows.js';

const at = '2020-01-01T00:00:00Z';

/** Columns of the tables under the facts, as loading fills them; what is referred to comes first. */
const columns = {
  achievement_copy: ['id', 'tenant_id', 'issuer_id', 'title', 'current_version_id', 'state', 'version', 'metadata', 'repeatable'],
  leaf_index: ['tenant_id', 'achievement_id', 'pathway_version_id', 'pathway_id', 'public'],
  pathway: ['tenant_id', 'id', 'issuer_id', 'code', 'title', 'access', 'version', 'created_at', 'updated_at'],
  pathway_version: ['tenant_id', 'id', 'pathway_id', 'number', 'state', 'public', 'title', 'definition', 'definition_hash', 'completion_achievement_id', 'warnings', 'created_at'],
  earner_lock: ['tenant_id', 'earner_id'],
  holding: ['tenant_id', 'award_id', 'earner_id', 'achievement_id', 'achievement_version_id', 'issuer_id', 'state', 'issued_on', 'expires_on', 'revoked_on', 'voided', 'suspensions', 'version', 'recorded_at', 'snapshot'],
  enrolment: ['tenant_id', 'id', 'earner_id', 'pathway_id', 'pathway_version_id', 'state', 'enrolled_on', 'withdrawn_on', 'version', 'told', 'created_at', 'updated_at'],
  reached_step: ['tenant_id', 'enrolment_id', 'step', 'reached_on'],
  completion: ['tenant_id', 'id', 'enrolment_id', 'state', 'completed_on', 'counted_awards', 'ground', 'version', 'updated_at'],
  earner_group: ['tenant_id', 'earner_id', 'dimension', 'value', 'recorded_at'],
} as const;

export interface Loaded {
  readonly awards: number;
  readonly earners: number;
  /** Adds awards that were held back, up to so many; answers how many there were. */
  arrive(limit: number): Promise<number>;
}

/**
 * Puts generated facts where the pathways service keeps them, by COPY.
 *
 * @param newFrom awards of this day and later ones come only with `arrive`, those that completed something apart
 */
export async function loadFacts(client: pg.Client, made: GeneratedFacts, newFrom: string, told: (awards: number) => void): Promise<Loaded> {
  const { tenant } = made;
  const rows = new CopyRows(client, columns);
  const later: (readonly Value[])[] = [];
  let [awards, earners, toldOf] = [0, 0, 0];
  for (const { achievement, issuer, level, field, kind, in_pathway: isCounted } of made.shared.dim_achievement) {
    const set = { level, type: kind === 'degree' ? 'BachelorDegree' : kind };
    rows.add('achievement_copy', [achievement, tenant, issuer, 'Knots', achievement, 'published', 1, [{ version: achievement, from: '2000-01-01', ...(field === null ? {} : { field }), set }], true]);
    if (isCounted) rows.add('leaf_index', [tenant, achievement, newId(), newId(), false]);
  }
  for (const { pathway, version, issuer, gives } of made.pathways) {
    rows.add('pathway', [tenant, pathway, issuer, pathway, 'Able seaman', 'PUBLIC', 1, at, at]);
    rows.add('pathway_version', [tenant, version, pathway, 1, 'PUBLISHED', true, 'Able seaman', {}, '', gives.achievement, [], at]);
  }
  for (const one of made.earners()) {
    const counted = new Set(one.fact_counted.map(({ award_key }) => award_key));
    earners += 1;
    rows.add('earner_lock', [tenant, earnerOf(one)]);
    for (const award of one.fact_award) {
      awards += 1;
      if (award.issued_on >= newFrom && !counted.has(award.award_key)) later.push(holding(tenant, award));
      else rows.add('holding', holding(tenant, award));
    }
    addEnrolments(rows, tenant, one);
    if (!rows.isFull) continue;
    await rows.flush();
    if (awards - toldOf > 100_000) told((toldOf = awards));
  }
  await rows.flush();
  return {
    awards,
    earners,
    async arrive(limit) {
      const some = later.splice(0, limit);
      for (const row of some) rows.add('holding', row);
      await rows.flush();
      return some.length;
    },
  };
}

const earnerOf = ({ fact_award, fact_enrolment }: EarnerFacts): string => (fact_award[0] ?? fact_enrolment[0])!.earner_key;

const holding = (tenant: string, award: EarnerFacts['fact_award'][number]): readonly Value[] => [
  ...[tenant, award.award_key, award.earner_key, award.achievement, award.version, award.issuer, award.revoked_on === null ? 'ACTIVE' : 'REVOKED'],
  ...[award.issued_on, award.expires_on, award.revoked_on, award.void, [], 1, at, award.credits === null ? {} : { creditsEarned: award.credits / 100 }],
];

function addEnrolments(rows: CopyRows<keyof typeof columns>, tenant: string, one: EarnerFacts): void {
  for (const { enrolment, earner_key, pathway, version, enrolled_on, withdrawn_on } of one.fact_enrolment)
    rows.add('enrolment', [tenant, enrolment, earner_key, pathway, version, 'ACTIVE', enrolled_on, withdrawn_on, 1, 1, at, at]);
  for (const { enrolment, step, reached_on } of one.fact_step) rows.add('reached_step', [tenant, enrolment, step + 1, reached_on]);
  for (const { completion, enrolment, completed_on } of one.fact_completion) {
    const counted = one.fact_counted.filter((award) => award.completion === completion).map(({ award_key }) => award_key);
    rows.add('completion', [tenant, completion, enrolment, 'CURRENT', completed_on, `{${counted.join(',')}}`, { version: 1, method: 'linear', inputs: [] }, 1, at]);
  }
  for (const { earner_key, dimension, value } of one.dim_group) rows.add('earner_group', [tenant, earner_key, dimension, value, at]);
}
