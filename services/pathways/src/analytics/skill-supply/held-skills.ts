import type { Tx } from '@cairn/postgres';
import { plainArray } from '../../progress/plain-array.js';

/** Those of these earners who agreed to talent search. */
export async function whoMayBeFound(tx: Tx, tenant: string, earners: readonly string[]): Promise<Set<string>> {
  const rows = await tx.query<{ earner: string }>(
    `SELECT earner_key AS earner FROM dim_consent WHERE tenant_id = $1 AND earner_key = ANY($2::uuid[]) AND purpose = 'talent search'`,
    [tenant, plainArray(earners)],
  );
  return new Set(rows.map(({ earner }) => earner));
}

/** Skills by achievement, those above them too. */
export async function skillsOf(tx: Tx, tenant: string, achievements: readonly string[]): Promise<Map<string, string[]>> {
  if (achievements.length === 0) return new Map();
  const rows = await tx.query<{ achievement: string; skills: string[] }>(
    `SELECT achievement, array_agg(skill ORDER BY skill COLLATE "C") AS skills FROM dim_skill WHERE tenant_id = $1 AND achievement = ANY($2::uuid[]) GROUP BY achievement`,
    [tenant, plainArray(achievements)],
  );
  return new Map(rows.map(({ achievement, skills }) => [achievement, skills]));
}
