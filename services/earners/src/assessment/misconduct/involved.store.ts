import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** Who has a part in what is to be judged, so that nobody judges himself. */
@Injectable()
export class InvolvedStore {
  /**
   * Members and clients who reviewed a submission or decided on it, and those who are known as reviewers to be the earner
   * himself. Offers that were not taken up make nobody a part of it.
   */
  async of(tx: Tx, tenant: string, { submission, earner }: { submission: string | null; earner: string }): Promise<Set<string>> {
    const rows = await tx.query<{ actor: string }>(
      `SELECT r.actor_id AS actor FROM review_assignment a JOIN reviewer r ON r.tenant_id = a.tenant_id AND r.id = a.reviewer_id
        WHERE a.tenant_id = $1 AND a.submission_id = $2 AND a.accepted_at IS NOT NULL
       UNION SELECT unnest(d.decided_by) FROM decision d WHERE d.tenant_id = $1 AND d.submission_id = $2
       UNION SELECT r.actor_id FROM reviewer r WHERE r.tenant_id = $1 AND r.earner_id = $3`,
      [tenant, submission, earner],
    );
    return new Set(rows.map(({ actor }) => actor));
  }
}
