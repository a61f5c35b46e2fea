import type { CreditEntryFact } from '@cairn/events';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** Entries of the credit ledger as the earners service tells them, complete each time. */
@Injectable()
export class LedgerStore {
  /** Whether the event told something new. `earner` is the record that stands for who it is about. */
  async put(tx: Tx, tenant: string, earner: string, { entry, version, category, measure, amount, on, provider, state, at }: CreditEntryFact): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO ledger_entry (tenant_id, entry_id, earner_id, category, measure, amount, on_day, issuer_id, counts, version, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       ON CONFLICT (tenant_id, entry_id) DO UPDATE SET earner_id = EXCLUDED.earner_id, category = EXCLUDED.category, measure = EXCLUDED.measure,
         amount = EXCLUDED.amount, on_day = EXCLUDED.on_day, issuer_id = EXCLUDED.issuer_id, counts = EXCLUDED.counts, version = EXCLUDED.version,
         recorded_at = EXCLUDED.recorded_at WHERE ledger_entry.version < EXCLUDED.version
       RETURNING entry_id`,
      [tenant, entry, earner, category, measure, amount, on, provider, state === 'POSTED', version, at],
    );
    return rows.length > 0;
  }
}
