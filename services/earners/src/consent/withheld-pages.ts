import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Award } from '../award/award.js';
import { ConsentStore } from './consent.store.js';

/** Keeps new awards private of those who have said that there shall be no public pages about them. */
@Injectable()
export class WithheldPages {
  constructor(private readonly consents: ConsentStore) {}

  /** The awards as they may be made, in their order; asks only when one of them would be public. */
  async asAllowed<One extends Pick<Award, 'earner' | 'visibility'>>(tx: Tx, tenant: string, awards: readonly One[]): Promise<One[]> {
    const open = awards.filter(({ visibility }) => visibility === 'PUBLIC').map(({ earner }) => earner);
    if (open.length === 0) return [...awards];
    const withheld = await this.consents.withdrawnPages(tx, tenant, [...new Set(open)]);
    return awards.map((award) => (withheld.has(award.earner) ? { ...award, visibility: 'PRIVATE' } : award));
  }
}
