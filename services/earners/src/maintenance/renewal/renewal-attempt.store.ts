import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { RenewalAttempt } from './renewal-attempt.js';

/** Attempts at the assessments of renewals; rows are only added. Callers hold the award's lock. */
@Injectable()
export class RenewalAttemptStore {
  /** Attempts to renew a term, in their order; the latest 1,000. */
  async of(tx: Tx, tenant: string, award: string, term: number): Promise<RenewalAttempt[]> {
    const rows = await tx.query<RenewalAttempt>('SELECT number, passed, at FROM renewal_attempt WHERE tenant_id = $1 AND award_id = $2 AND term = $3 ORDER BY number DESC LIMIT 1000', [tenant, award, term]);
    return rows.reverse();
  }

  async add(tx: Tx, tenant: string, award: string, term: number, { number, passed, at }: RenewalAttempt): Promise<void> {
    await tx.query('INSERT INTO renewal_attempt (tenant_id, award_id, term, number, passed, at) VALUES ($1, $2, $3, $4, $5, $6)', [tenant, award, term, number, passed, at]);
  }
}
