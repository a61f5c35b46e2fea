import type { NewEvent } from '@cairn/messaging';
import { newId, type Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { LockedEarner } from '../earner/earner.js';
import { PersonalData } from '../earner/personal-data.js';
import { consentGivenEvent } from '../events/publishes-people.js';
import { type ConsentFact, consentsOf, type Purpose, type Source } from './consent.js';
import { ConsentStore } from './consent.store.js';

/** Who agrees: a record under its lock, said by the person or by a tenant that has it on paper, and where that is. */
export interface Agreeing {
  readonly row: LockedEarner;
  readonly by: Source;
  readonly note: string | null;
}

/** Writes consents that are given, the notes sealed by the key of each person. */
@Injectable()
export class ConsentGiving {
  constructor(
    private readonly store: ConsentStore,
    private readonly personal: PersonalData,
  ) {}

  /** Answers the events that tell of them, in the order of those who agree. Callers have seen that none stands already. */
  async give(tx: Tx, tenant: string, agreeing: readonly Agreeing[], purpose: Purpose, at: Date): Promise<NewEvent[]> {
    const facts = agreeing.map(({ row, by, note }): ConsentFact => {
      const id = newId();
      return { id, version: 1, earner: row.id, purpose, by, evidence: this.sealed(tenant, row, id, note), at };
    });
    if (facts.length > 0) await this.store.add(tx, tenant, ...facts);
    return facts.flatMap((fact) => consentsOf([fact])).map((given) => consentGivenEvent(tenant, given));
  }

  private sealed(tenant: string, { id, key }: LockedEarner, consent: string, note: string | null): Buffer | null {
    if (note === null || key === null) return null;
    return this.personal.seal(this.personal.unwrap(tenant, id, key), { tenant, earner: id, field: `consent ${consent}` }, note);
  }
}
