import { may, type Principal } from '@cairn/access';
import { Database } from '@cairn/postgres';
import { badInput, forbidden, unauthenticated } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import { heldOver } from '../misconduct/case-sight.js';
import type { EvidenceSignal } from './evidence-signal.js';
import { EvidenceSignalStore } from './evidence-signal.store.js';
import { type UnusualRate, unusualRates } from './grant-rate.js';

/** Reading signals: for those who SIT_ON_COMMITTEE, and nobody else. Throws FORBIDDEN. */
@Injectable()
export class SignalViewService {
  constructor(
    private readonly database: Database,
    private readonly store: EvidenceSignalStore,
  ) {}

  page(principal: Principal, submission: string | null, after: readonly [string, string] | null, limit: number): Promise<EvidenceSignal[]> {
    const { tenant } = principal;
    if (tenant === null) throw unauthenticated();
    const within = heldOver(principal, 'SIT_ON_COMMITTEE');
    if (within === undefined) throw noSeat();
    return this.database.read({ tenant }, (tx) => this.store.page(tx, tenant, { submission, within }, after, limit));
  }

  async rates(principal: Principal, achievement: string, reviewsMin: number): Promise<UnusualRate[]> {
    const { tenant } = principal;
    if (tenant === null) throw unauthenticated();
    if (!may(principal, 'SIT_ON_COMMITTEE', { achievement })) throw noSeat();
    if (reviewsMin < 5 || reviewsMin > 1_000) throw badInput('`reviewsMin` is 5 to 1,000: fewer reviews say nothing.');
    return unusualRates(await this.database.read({ tenant }, (tx) => this.store.rates(tx, tenant, achievement)), reviewsMin);
  }
}

const noSeat = () => forbidden('Signals are shown to those who SIT_ON_COMMITTEE.');
