import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { ClaimCode } from './claim-code.js';

const columns = `c.id, c.tenant_id AS tenant, c.award_id AS award, c.achievement_version_id AS "achievementVersion", c.assessment,
  c.uses_max AS "usesMax", c.uses, c.wrong, c.expires_at AS "expiresAt"`;

@Injectable()
export class ClaimCodeStore {
  /** Keeps codes; those for an award end earlier ones for it. */
  async insert(tx: Tx, tenant: string, codes: readonly (ClaimCode & { readonly hash: Buffer })[], at: Date): Promise<void> {
    await tx.query('DELETE FROM claim_code WHERE tenant_id = $1 AND award_id = ANY($2::uuid[]) AND uses = 0', [tenant, codes.flatMap(({ award }) => award ?? [])]);
    await tx.query(
      `INSERT INTO claim_code (tenant_id, id, code_hash, award_id, achievement_version_id, assessment, uses_max, expires_at, created_at)
       SELECT $1, id, hash, award, version, assessment, uses_max, expires_at, $2
         FROM unnest($3::uuid[], $4::bytea[], $5::uuid[], $6::uuid[], $7::jsonb[], $8::int[], $9::timestamptz[])
           AS t (id, hash, award, version, assessment, uses_max, expires_at)`,
      [
        tenant,
        at,
        codes.map(({ id }) => id),
        codes.map(({ hash }) => hash),
        codes.map(({ award }) => award),
        codes.map(({ achievementVersion }) => achievementVersion),
        codes.map(({ assessment }) => (assessment ? JSON.stringify(assessment) : null)),
        codes.map(({ usesMax }) => usesMax),
        codes.map(({ expiresAt }) => expiresAt),
      ],
    );
  }

  /** Whose code it is. A code does not say, so this looks among those of every tenant: for the worker role. */
  async find(tx: Tx, hash: Buffer): Promise<{ tenant: string; id: string } | undefined> {
    const [row] = await tx.query<{ tenant: string; id: string }>('SELECT tenant_id AS tenant, id FROM claim_code WHERE code_hash = $1 LIMIT 1', [hash]);
    return row;
  }

  async lock(tx: Tx, tenant: string, id: string): Promise<ClaimCode | undefined> {
    const [row] = await tx.query<ClaimCode>(`SELECT ${columns} FROM claim_code c WHERE c.tenant_id = $1 AND c.id = $2 FOR UPDATE`, [tenant, id]);
    return row;
  }

  async guessed(tx: Tx, { tenant, id }: ClaimCode): Promise<void> {
    await tx.query('UPDATE claim_code SET wrong = wrong + 1 WHERE tenant_id = $1 AND id = $2', [tenant, id]);
  }

  async used(tx: Tx, { tenant, id }: ClaimCode, { earner, award, at }: { earner: string; award: string; at: Date }): Promise<void> {
    await tx.query(
      `WITH used AS (UPDATE claim_code SET uses = uses + 1 WHERE tenant_id = $1 AND id = $2 RETURNING 1)
       INSERT INTO claim_code_use (tenant_id, code_id, earner_id, award_id, at) SELECT $1, $2, $3, $4, $5 FROM used`,
      [tenant, id, earner, award, at],
    );
  }

  async isUsedBy(tx: Tx, { tenant, id }: ClaimCode, earner: string): Promise<boolean> {
    return (await tx.query('SELECT 1 FROM claim_code_use WHERE tenant_id = $1 AND code_id = $2 AND earner_id = $3', [tenant, id, earner])).length > 0;
  }
}
