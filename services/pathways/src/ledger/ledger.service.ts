import type { CreditEntryFact } from '@cairn/events';
import { appendEvents, type Outcome } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { EarnersInForce } from '../people/earners-in-force.js';
import { AffectedStore } from '../progress/affected.store.js';
import { ProgressKeeper } from '../progress/progress-keeper.service.js';
import { LedgerStore } from './ledger.store.js';

/** Takes entries of the credit ledger over, and evaluates the earner's enrolments that count entries. */
@Injectable()
export class LedgerService {
  constructor(
    private readonly store: LedgerStore,
    private readonly earners: EarnersInForce,
    private readonly affected: AffectedStore,
    private readonly keeper: ProgressKeeper,
  ) {}

  async take(tx: Tx, tenant: string, fact: CreditEntryFact): Promise<Outcome> {
    const standsFor = await this.earners.lock(tx, tenant, [fact.earner]);
    const earner = standsFor(fact.earner) ?? fact.earner;
    if (!(await this.store.put(tx, tenant, earner, fact))) return 'stale';
    const events = await this.keeper.refresh(tx, tenant, await this.affected.byEntries(tx, tenant, [earner]));
    if (events.length > 0) await appendEvents(tx, events);
    return 'applied';
  }
}
