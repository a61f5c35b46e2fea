import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { AttemptStore } from '../review/attempt.store.js';
import { ConsentCopyStore } from './consent-copy.store.js';
import { StatedGroupStore } from './stated-group.store.js';

/** Facts that are kept by earner for figures alone, when records become one, two or nobody's. Callers hold the locks of the earners. */
@Injectable()
export class EarnerFactsForFigures {
  constructor(
    private readonly attempts: AttemptStore,
    private readonly consents: ConsentCopyStore,
    private readonly groups: StatedGroupStore,
  ) {}

  async merged(tx: Tx, tenant: string, from: string, into: string): Promise<void> {
    for (const store of [this.attempts, this.groups, this.consents]) await store.move(tx, tenant, from, into);
  }

  async split(tx: Tx, tenant: string, from: string, into: string): Promise<void> {
    for (const store of [this.attempts, this.groups, this.consents]) await store.giveBack(tx, tenant, from, into);
  }

  /** Their rows are in no figure by then; what somebody said of himself goes altogether. */
  async erased(tx: Tx, tenant: string, earners: readonly string[]): Promise<void> {
    await this.groups.forget(tx, tenant, earners);
  }
}
