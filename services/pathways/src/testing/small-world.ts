import type { World } from '@cairn/metrics/testing';
import { newId, type Tx } from '@cairn/postgres';

/** Puts the facts of a world where the service keeps them. Versions become versions of their pathway, with one achievement each. */
export async function keepWorld(tx: Tx, world: World): Promise<void> {
  const { tenant } = world;
  const at = '2020-01-01T00:00:00Z';
  const put = (table: string, rows: readonly object[]) =>
    tx.compose(`INSERT INTO ${table} (${Object.keys(rows[0] ?? { tenant_id: '' }).join(', ')}) SELECT ${Object.keys(rows[0] ?? { tenant_id: '' }).join(', ')} FROM json_populate_recordset(NULL::${table}, $1::json)`, [
      JSON.stringify(rows),
    ]);
  const versionsOf = (award: string) => world.fact_award.find(({ achievement }) => achievement === award)?.version ?? newId();
  await put('achievement_copy', world.dim_achievement.map(({ achievement: id, issuer, level, field, kind }) => ({
    ...{ id, tenant_id: tenant, issuer_id: issuer, title: 'Knots', current_version_id: versionsOf(id), state: 'published', version: 1 },
    metadata: [{ version: versionsOf(id), from: '2019-01-01', ...(field === null ? {} : { field }), set: { skills: world.dim_skill.filter((one) => one.achievement === id).map(({ skill }) => skill), level, type: kind === 'degree' ? 'BachelorDegree' : kind, measures: { ECTS: 300, ects: 300 } } }],
    repeatable: true,
  })));
  const counted = world.dim_achievement.filter(({ in_pathway }) => in_pathway);
  if (counted.length > 0) await put('leaf_index', counted.map(({ achievement }) => ({ tenant_id: tenant, achievement_id: achievement, pathway_version_id: newId(), pathway_id: newId(), public: false })));
  const earners = new Set([...world.fact_award, ...world.fact_enrolment].map(({ earner_key }) => earner_key));
  await put('earner_lock', [...earners].map((earner_id) => ({ tenant_id: tenant, earner_id })));
  await put('holding', world.fact_award.map((award) => ({
    ...{ tenant_id: tenant, award_id: award.award_key, earner_id: award.earner_key, achievement_id: award.achievement, achievement_version_id: award.version },
    ...{ issuer_id: award.issuer, state: award.revoked_on === null ? 'ACTIVE' : 'REVOKED', issued_on: award.issued_on, expires_on: award.expires_on, revoked_on: award.revoked_on },
    ...{ voided: award.void, suspensions: [], version: 1, recorded_at: at, snapshot: award.credits === null ? {} : { creditsEarned: award.credits / 100 } },
  })));
  await keepPathways(put, world, at);
  await keepBeside(put, world);
  if (world.dim_group.length > 0)
    await put('earner_group', world.dim_group.map(({ earner_key, since_on, ...group }) => ({ tenant_id: tenant, earner_id: earner_key, ...group, since_on: since_on ?? '-infinity', recorded_at: at })));
}

async function keepBeside(put: Put, world: World): Promise<void> {
  const { tenant } = world;
  const some = async (table: string, rows: readonly object[]) => void (rows.length > 0 && (await put(table, rows)));
  const ofAwards = [...Map.groupBy(world.fact_cycle, ({ award_key }) => award_key).values()].flatMap((cycles) => cycles.map((one, cycle) => ({ ...one, cycle })));
  await some('award_cycle', ofAwards.map(({ award_key, earner_key: _earner, ...one }) => ({ tenant_id: tenant, award_id: award_key, ...one, version: 1 })));
  await some('award_verification', world.fact_verification.map(({ award_key, ...one }) => ({ tenant_id: tenant, award_id: award_key, ...one })));
  const earners = world.fact_award.map(({ earner_key }) => earner_key);
  const chains = [...new Set(world.fact_submission.map(({ chain }) => chain))];
  await some('submission_attempt', world.fact_submission.map(({ chain, version, ...one }) => {
    const earner_id = earners[chains.indexOf(chain) % earners.length];
    return { tenant_id: tenant, submission_id: chain, earner_id, told_of: earner_id, achievement_version_id: version, ...one };
  }));
  await some('consent_copy', world.dim_consent.filter(({ purpose }) => purpose === 'talent search').map(({ earner_key: earner_id }) => ({
    ...{ tenant_id: tenant, id: newId(), earner_id, told_of: earner_id, purpose: 'TALENT_SEARCH', withdrawn: false, version: 1 },
  })));
}

type Put = (table: string, rows: readonly object[]) => Promise<unknown>;

async function keepPathways(put: Put, world: World, at: string): Promise<void> {
  const { tenant } = world;
  const pathways = new Map(world.fact_enrolment.map(({ pathway, issuer }) => [pathway, issuer]));
  if (pathways.size === 0) return;
  await put('pathway', [...pathways].map(([id, issuer_id]) => ({
    ...{ tenant_id: tenant, id, issuer_id, code: id, title: 'Able seaman', access: 'PUBLIC', visibility: 'PUBLIC', approval: 'NOT_NEEDED' },
    ...{ version: 1, created_at: at, updated_at: at },
  })));
  const versions = new Map<string, { id: string; number: number; gives: string | null }>();
  const versionOf = (pathway: string, version: string, gives: string | null = null) => {
    const key = `${pathway} ${version}`;
    const known = versions.get(key) ?? { id: newId(), number: versions.size + 1, gives };
    versions.set(key, known);
    return known;
  };
  const completions = world.fact_completion.map((one) => ({ ...one, governing: versionOf(one.pathway, one.version, one.completion_achievement) }));
  const enrolments = world.fact_enrolment.map((one) => ({ ...one, joined: versionOf(one.pathway, one.version) }));
  await put('pathway_version', [...versions].map(([key, { id, number, gives }]) => ({
    ...{ tenant_id: tenant, id, pathway_id: key.split(' ')[0], number, state: 'PUBLISHED', public: true, title: 'Able seaman', definition: {}, definition_hash: '' },
    ...{ completion_achievement_id: gives, warnings: [], created_at: at },
  })));
  await put('enrolment', enrolments.map(({ earner_key, enrolment, pathway, joined, enrolled_on, withdrawn_on }) => ({
    ...{ tenant_id: tenant, id: enrolment, earner_id: earner_key, pathway_id: pathway, pathway_version_id: joined.id, state: 'ACTIVE', enrolled_on, withdrawn_on },
    ...{ version: 1, told: 1, created_at: at, updated_at: at, approval: 'NOT_NEEDED', opt_ins: [], exit_requests: [], implicit: false, members_only: false },
  })));
  if (world.fact_step.length > 0) await put('reached_step', world.fact_step.map(({ enrolment, step, reached_on }) => ({ tenant_id: tenant, enrolment_id: enrolment, step: step + 1, reached_on })));
  if (completions.length === 0) return;
  const counted = Map.groupBy(world.fact_counted, ({ completion }) => completion);
  await put('completion', completions.map(({ completion, enrolment, completed_on, governing }) => ({
    ...{ tenant_id: tenant, id: completion, enrolment_id: enrolment, state: 'CURRENT', completed_on, counted_awards: (counted.get(completion) ?? []).map(({ award_key }) => award_key) },
    ...{ ground: { version: governing.number, method: 'linear', inputs: [] }, version: 1, updated_at: at },
  })));
}
