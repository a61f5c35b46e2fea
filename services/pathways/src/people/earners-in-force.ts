import { PersonCopyStore } from '@cairn/people';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { FactsStore } from '../progress/facts.store.js';

/** Which records the earners stand for that events and requests name. */
@Injectable()
export class EarnersInForce {
  constructor(
    private readonly people: PersonCopyStore,
    private readonly facts: FactsStore,
  ) {}

  /**
   * Locks earners, and those that merged ones lead to, until the transaction ends.
   *
   * @returns for each earner the record that stands for it; null for one who was erased
   */
  async lock(tx: Tx, tenant: string, earners: readonly string[]): Promise<(earner: string) => string | null> {
    await this.facts.lockEarners(tx, tenant, earners);
    const known = await this.people.behind(tx, tenant, earners);
    const led = [...known.values()].map(({ earner }) => earner).filter((earner) => !earners.includes(earner));
    if (led.length > 0) await this.facts.lockEarners(tx, tenant, led);
    return (earner) => {
      const person = known.get(earner);
      return person?.erased ? null : (person?.earner ?? earner);
    };
  }
}
