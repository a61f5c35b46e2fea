import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { HoldingCopy } from './holding.js';

/** Copies of awards. Listeners see every tenant, so each statement names one. */
@Injectable()
export class HoldingStore {
  /** Inserts the awards that are not known yet, in one statement. Returns those, as pairs of earner and achievement. */
  insertNew(tx: Tx, tenant: string, holdings: readonly HoldingCopy[]): Promise<{ earner: string; achievement: string }[]> {
    return tx.query(
      `INSERT INTO holding (tenant_id, award_id, earner_id, achievement_id, achievement_version_id, issuer_id, state,
                            issued_on, expires_on, voided, suspensions, version, recorded_at)
       SELECT $1, g.award, g.earner, g.achievement, g.achievement_version, g.issuer, g.state, g.issued_on, g.expires_on, false, '[]', g.version, g.recorded_at
         FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[], $8::date[], $9::date[], $10::int[], $11::timestamptz[])
           AS g (award, earner, achievement, achievement_version, issuer, state, issued_on, expires_on, version, recorded_at)
       ON CONFLICT (tenant_id, award_id) DO NOTHING
       RETURNING earner_id AS earner, achievement_id AS achievement`,
      [
        tenant,
        holdings.map(({ award }) => award),
        holdings.map(({ earner }) => earner),
        holdings.map(({ achievement }) => achievement),
        holdings.map(({ achievementVersion }) => achievementVersion),
        holdings.map(({ issuer }) => issuer),
        holdings.map(({ state }) => state),
        holdings.map(({ issuedOn }) => issuedOn),
        holdings.map(({ expiresOn }) => expiresOn),
        holdings.map(({ version }) => version),
        holdings.map(({ recordedAt }) => recordedAt),
      ],
    );
  }

  async find(tx: Tx, tenant: string, award: string): Promise<HoldingCopy | undefined> {
    const [row] = await tx.query<HoldingCopy>(
      `SELECT award_id AS award, earner_id AS earner, achievement_id AS achievement, achievement_version_id AS "achievementVersion",
              issuer_id AS issuer, state, issued_on::text AS "issuedOn", expires_on::text AS "expiresOn", revoked_on::text AS "revokedOn",
              voided, suspensions, version, recorded_at::text AS "recordedAt"
         FROM holding WHERE tenant_id = $1 AND award_id = $2`,
      [tenant, award],
    );
    return row;
  }

  async update(tx: Tx, tenant: string, holding: HoldingCopy): Promise<void> {
    await tx.query(
      `UPDATE holding SET state = $3, issued_on = $4, expires_on = $5, revoked_on = $6, voided = $7, suspensions = $8, version = $9
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
      ],
    );
  }
}
