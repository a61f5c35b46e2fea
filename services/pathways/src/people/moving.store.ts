import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** Moves what earners hold and are enrolled in from one record to another. Callers hold the locks of both earners. */
@Injectable()
export class MovingStore {
  /** Awards, and entries of the credit ledger. */
  async moveHoldings(tx: Tx, tenant: string, from: string, into: string): Promise<void> {
    await tx.query('UPDATE holding SET earner_id = $3 WHERE tenant_id = $1 AND earner_id = $2', [tenant, from, into]);
    await tx.query('UPDATE ledger_entry SET earner_id = $3 WHERE tenant_id = $1 AND earner_id = $2', [tenant, from, into]);
  }

  async moveAwards(tx: Tx, tenant: string, awards: readonly string[], to: string): Promise<void> {
    await tx.query('UPDATE holding SET earner_id = $3 WHERE tenant_id = $1 AND award_id = ANY($2::uuid[])', [tenant, awards, to]);
  }

  /** Moves enrolments and remembers which. Their records tell nothing new but whose they are, so their versions stay. */
  async moveEnrolments(tx: Tx, tenant: string, from: string, into: string): Promise<void> {
    await tx.query(
      `WITH moved AS (UPDATE enrolment SET earner_id = $3 WHERE tenant_id = $1 AND earner_id = $2 RETURNING id)
       INSERT INTO merged_enrolment (tenant_id, into_id, from_id, enrolment_id) SELECT $1, $3, $2, id FROM moved ON CONFLICT DO NOTHING`,
      [tenant, from, into],
    );
  }

  async returnEnrolments(tx: Tx, tenant: string, from: string, into: string): Promise<void> {
    await tx.query(
      `WITH brought AS (DELETE FROM merged_enrolment WHERE tenant_id = $1 AND into_id = $3 AND from_id = $2 RETURNING enrolment_id)
       UPDATE enrolment SET earner_id = $2 WHERE tenant_id = $1 AND earner_id = $3 AND id IN (SELECT enrolment_id FROM brought)`,
      [tenant, from, into],
    );
  }

  async enrolmentsOf(tx: Tx, tenant: string, earners: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ id: string }>('SELECT id FROM enrolment WHERE tenant_id = $1 AND earner_id = ANY($2::uuid[])', [tenant, earners]);
    return rows.map(({ id }) => id);
  }

  /** References, reasons and what evidence is called are others' own words, and may tell who it was. */
  async forgetWords(tx: Tx, tenant: string, earner: string): Promise<void> {
    await tx.query(
      `UPDATE node_exception SET reason = '' WHERE tenant_id = $1 AND enrolment_id IN (SELECT id FROM enrolment WHERE tenant_id = $1 AND earner_id = $2)`,
      [tenant, earner],
    );
    await tx.query(
      `UPDATE node_attestation SET evidence = NULL WHERE tenant_id = $1 AND enrolment_id IN (SELECT id FROM enrolment WHERE tenant_id = $1 AND earner_id = $2)`,
      [tenant, earner],
    );
    await tx.query('UPDATE enrolment SET partner_reference = NULL WHERE tenant_id = $1 AND earner_id = $2 AND partner_reference IS NOT NULL', [
      tenant,
      earner,
    ]);
  }
}
