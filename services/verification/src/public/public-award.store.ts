import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** Where an award stands, as far as was heard, and the slug of its issuer. */
export interface AwardStanding {
  readonly award: string;
  readonly state: string;
  readonly slug: string;
  readonly public: boolean;
  /** The award that took its place, where everybody may see that one; null otherwise. */
  readonly replacedBy: string | null;
}

/** What besides the signed facts decides how awards are shown. */
@Injectable()
export class PublicAwardStore {
  standing(tx: Tx, tenant: string, awards: readonly string[]): Promise<AwardStanding[]> {
    return tx.query(
      `SELECT c.award_id AS award, s.state, i.slug, c.public,
              (SELECT n.award_id FROM credential n WHERE n.tenant_id = s.tenant_id AND n.award_id = s.replaced_by AND n.latest AND n.public) AS "replacedBy"
         FROM credential c
         JOIN award_state s ON s.tenant_id = c.tenant_id AND s.award_id = c.award_id
         JOIN issuer_identity i ON i.tenant_id = c.tenant_id AND i.issuer_id = c.issuer_id
        WHERE c.tenant_id = $1 AND c.award_id = ANY($2::uuid[]) AND c.latest`,
      [tenant, awards],
    );
  }
}
