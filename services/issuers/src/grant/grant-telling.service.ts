import { appendEvents, type Mark } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { refusal } from '@cairn/access';
import { grantChangedEvent } from '../events/publishes.js';
import { effectiveOf, type Holding, OBJECTS_MAX, textOf } from './effective.js';
import { HolderStore } from './holder.store.js';
import { Undone } from './undone.js';

/** Whom a change may concern. */
export type Concerned = readonly string[] | 'ALL' | 'HOLDERS_OVER_UNITS';

/** Tells all services what holders may do, wherever that differs from what was told last. */
@Injectable()
export class GrantTelling {
  constructor(private readonly holders: HolderStore) {}

  /** Last in a transaction that changed something, under the tenant's lock. Throws Undone when a holder's rights come to too much. */
  async tell(tx: Tx, tenant: string, concerned: Concerned, now: Date): Promise<Mark[]> {
    const changed = (await this.holdings(tx, tenant, concerned)).flatMap((holding) => {
      const effective = effectiveOf(holding, now);
      const told = textOf(effective);
      return told === holding.told ? [] : [{ holding, effective, told, version: holding.version + 1 }];
    });
    if (changed.some(({ effective }) => effective.scoped.length > OBJECTS_MAX)) throw new Undone(tooMuch);
    if (changed.length === 0) return [];
    await this.holders.noteTold(
      tx,
      tenant,
      changed.map(({ holding, effective, told, version }) => ({ holder: holding.holder, version, told, dueAt: effective.until })),
    );
    return appendEvents(
      tx,
      changed.map(({ holding, effective, version }) => grantChangedEvent(holding, effective, version, now)),
    );
  }

  private async holdings(tx: Tx, tenant: string, concerned: Concerned): Promise<Holding[]> {
    if (concerned === 'ALL') return this.holders.allHoldings(tx, tenant);
    const ids = concerned === 'HOLDERS_OVER_UNITS' ? await this.holders.overUnits(tx, tenant) : concerned;
    return ids.length === 0 ? [] : this.holders.holdings(tx, tenant, ids);
  }
}

const tooMuch = refusal(
  'INVALID_VALUE',
  `A holder's grants come to at most ${OBJECTS_MAX.toLocaleString('en')} rights over single objects. Give the right over the whole tenant instead.`,
);
