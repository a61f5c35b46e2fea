import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../earner/earner-view.service.js';
import { MaintainedAwardStore } from '../cycle/maintained-award.store.js';
import type { CreditEntry } from './credit-entry.js';
import { CreditEntryStore } from './credit-entry.store.js';

/** Reading entries: row-level security leaves those of the caller's tenant, and those about himself. */
@Injectable()
export class CreditEntryView {
  constructor(
    private readonly database: Database,
    private readonly store: CreditEntryStore,
    private readonly maintained: MaintainedAwardStore,
  ) {}

  byIds(viewer: Viewer, ids: readonly string[]): Promise<CreditEntry[]> {
    return this.database.read(viewer, (tx) => this.store.byIds(tx, ids));
  }

  /** A page of the ledger of an award; null when it has none. */
  page(viewer: Viewer, { tenant, id }: { readonly tenant: string; readonly id: string }, after: string | null, limit: number): Promise<CreditEntry[] | null> {
    return this.database.read(viewer, async (tx) => {
      const [row] = await this.maintained.byAwards(tx, [id]);
      return row ? this.store.page(tx, tenant, row.ledger, after, limit) : null;
    });
  }
}
