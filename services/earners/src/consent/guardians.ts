import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { PersonalData } from '../earner/personal-data.js';
import { type Guarded, waitsForGuardian } from './guardian.js';
import { GuardianStore } from './guardian.store.js';

/** Tells for which earners a guardian has to agree before something is made of them, or shown. */
@Injectable()
export class Guardians {
  constructor(
    private readonly store: GuardianStore,
    private readonly personal: PersonalData,
  ) {}

  /** Those of the earners for whom the consent of a guardian is missing. `today` is a civil date in UTC. */
  async missing(tx: Tx, tenant: string, earners: readonly string[], today: string): Promise<Set<string>> {
    const known = await this.of(tx, tenant, earners);
    return new Set([...known].filter(([, guarded]) => waitsForGuardian(guarded, today)).map(([earner]) => earner));
  }

  /** What is known of those who are, or were, known to be minors. */
  async of(tx: Tx, tenant: string, earners: readonly string[]): Promise<Map<string, Guarded>> {
    if (earners.length === 0) return new Map();
    const asked = [...new Set(earners)];
    const sealed = await this.store.minorities(tx, tenant, asked);
    if (sealed.length === 0) return new Map();
    const consented = await this.store.consented(tx, tenant, [...new Set(sealed.map((one) => one.asked))]);
    const found = new Map<string, Guarded>();
    for (const { asked: earner, earner: said, until, key } of sealed) {
      const day = this.personal.open(this.personal.unwrap(tenant, said, key), { tenant, earner: said, field: 'minor until' }, until);
      const before = found.get(earner)?.minorUntil ?? '';
      // Of two records of one person that say different days, the later one protects better.
      found.set(earner, { minorUntil: day > before ? day : before, consented: consented.has(earner) });
    }
    return found;
  }
}
