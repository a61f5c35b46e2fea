import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Trust, Verdict } from './foreign-credential.js';

/** What one check of a document came to. */
export interface ForeignCheck {
  readonly id: string;
  readonly credential: string;
  /** Of the bytes that were checked. */
  readonly digest: string;
  readonly verdict: Verdict;
  readonly trust: Trust;
  readonly sealedSteps: Buffer;
  readonly statusAsOf: Date | null;
  readonly checkedAt: Date;
}

const columns = `id, foreign_credential_id AS credential, digest, verdict, trust, sealed_steps AS "sealedSteps", status_as_of AS "statusAsOf", checked_at AS "checkedAt"`;

/** Checks are only added. */
@Injectable()
export class ForeignCheckStore {
  async insert(tx: Tx, tenant: string, check: ForeignCheck): Promise<void> {
    await tx.query(
      `INSERT INTO foreign_credential_check (tenant_id, foreign_credential_id, id, digest, verdict, trust, sealed_steps, status_as_of, checked_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [tenant, check.credential, check.id, check.digest, check.verdict, check.trust, check.sealedSteps, check.statusAsOf, check.checkedAt],
    );
  }

  /** The latest checks of each of these, newest first, at most so many of each. */
  ofCredentials(tx: Tx, credentials: readonly { readonly tenant: string; readonly id: string }[], limit: number): Promise<ForeignCheck[]> {
    return tx.query(
      `SELECT f.* FROM unnest($1::uuid[], $2::uuid[]) AS asked (tenant, credential)
        CROSS JOIN LATERAL (
          SELECT ${columns} FROM foreign_credential_check c
           WHERE c.tenant_id = asked.tenant AND c.foreign_credential_id = asked.credential ORDER BY c.id DESC LIMIT $3
        ) AS f`,
      [credentials.map(({ tenant }) => tenant), credentials.map(({ id }) => id), limit],
    );
  }
}
