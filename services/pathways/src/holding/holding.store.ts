import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { plainArray } from '../progress/plain-array.js';
import type { TouchedAward } from '../progress/affected.store.js';
import type { HoldingCopy } from './holding.js';

/** Copies of awards. Listeners see every tenant, so each statement names one. */
@Injectable()
export class HoldingStore {
  /**
   * Inserts the awards that are not known yet, in one statement.
   *
   * @param lacking versions that nobody has told of yet, which is noted of their awards
   */
  insertNew(tx: Tx, tenant: string, given: readonly HoldingCopy[], lacking: ReadonlySet<string>): Promise<TouchedAward[]> {
    // In the order of the index by which they are looked for, which they grow in one place after another.
    const holdings = given.toSorted((a, b) => (a.earner < b.earner ? -1 : a.earner > b.earner ? 1 : 0));
    return tx.query(
      `INSERT INTO holding (tenant_id, award_id, earner_id, achievement_id, achievement_version_id, issuer_id, state,
                            issued_on, expires_on, voided, suspensions, version, recorded_at, snapshot, result)
       SELECT $1, g.award, g.earner, g.achievement, g.achievement_version, g.issuer, g.state, g.issued_on, g.expires_on, false, '[]', g.version, g.recorded_at,
              CASE WHEN g.lacking OR g.credits IS NOT NULL THEN jsonb_strip_nulls(jsonb_build_object('creditsEarned', g.credits, 'lacking', nullif(g.lacking, false))) ELSE '{}' END,
              g.result::jsonb
         FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[], $8::date[], $9::date[], $10::int[], $11::timestamptz[],
                     $12::numeric[], $13::boolean[], $14::text[])
           AS g (award, earner, achievement, achievement_version, issuer, state, issued_on, expires_on, version, recorded_at, credits, lacking, result)
       ON CONFLICT (tenant_id, award_id) DO NOTHING
       RETURNING award_id AS award, earner_id AS earner, achievement_id AS achievement`,
      [
        tenant,
        plainArray(holdings.map(({ award }) => award)),
        plainArray(holdings.map(({ earner }) => earner)),
        plainArray(holdings.map(({ achievement }) => achievement)),
        plainArray(holdings.map(({ achievementVersion }) => achievementVersion)),
        plainArray(holdings.map(({ issuer }) => issuer)),
        plainArray(holdings.map(({ state }) => state)),
        plainArray(holdings.map(({ issuedOn }) => issuedOn)),
        plainArray(holdings.map(({ expiresOn }) => expiresOn)),
        plainArray(holdings.map(({ version }) => version)),
        plainArray(holdings.map(({ recordedAt }) => recordedAt)),
        plainArray(holdings.map(({ snapshot }) => snapshot.creditsEarned ?? null)),
        plainArray(holdings.map(({ achievementVersion }) => lacking.has(achievementVersion))),
        holdings.map(({ result }) => result && JSON.stringify(result)),
      ],
    );
  }

  async find(tx: Tx, tenant: string, award: string): Promise<HoldingCopy | undefined> {
    const [row] = await tx.query<HoldingCopy>(
      `SELECT award_id AS award, earner_id AS earner, achievement_id AS achievement, achievement_version_id AS "achievementVersion",
              issuer_id AS issuer, state, issued_on::text AS "issuedOn", expires_on::text AS "expiresOn", revoked_on::text AS "revokedOn",
              voided, suspensions, version, recorded_at::text AS "recordedAt", snapshot, result
         FROM holding WHERE tenant_id = $1 AND award_id = $2`,
      [tenant, award],
    );
    return row;
  }

  async update(tx: Tx, tenant: string, holding: HoldingCopy): Promise<void> {
    await tx.query(
      `UPDATE holding SET state = $3, issued_on = $4, expires_on = $5, revoked_on = $6, voided = $7, suspensions = $8, version = $9,
              snapshot = snapshot || $10::jsonb, result = $11
        WHERE tenant_id = $1 AND award_id = $2`,
      [
        tenant,
        holding.award,
        holding.state,
        holding.issuedOn,
        holding.expiresOn,
        holding.revokedOn,
        holding.voided,
        JSON.stringify(holding.suspensions),
        holding.version,
        JSON.stringify(holding.snapshot),
        holding.result && JSON.stringify(holding.result),
      ],
    );
  }
}
