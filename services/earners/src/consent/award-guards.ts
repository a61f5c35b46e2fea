import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { VersionCopy } from '../achievement-version/version-copy.js';
import type { Award } from '../award/award.js';
import { ConsentStore } from './consent.store.js';
import { Guardians } from './guardians.js';

/** A new award, and what its version says about guardians. */
export interface AboutToBeMade {
  readonly award: Award;
  readonly version: Pick<VersionCopy, 'guardianBelowAge'>;
}

/** What persons have said, or their guardians have not, about awards that are about to be made. */
@Injectable()
export class AwardGuards {
  constructor(
    private readonly consents: ConsentStore,
    private readonly guardians: Guardians,
  ) {}

  /**
   * The awards as they may be made, in their order: private for those who want no public pages, offered and private for
   * minors whose guardian has not agreed yet. Asks only where an award would be public, or its version wants a guardian.
   *
   * @param today civil date in UTC
   */
  async asAllowed(tx: Tx, tenant: string, made: readonly AboutToBeMade[], today: string): Promise<Award[]> {
    const waiting = await this.waiting(tx, tenant, made, today);
    const offered = made.map(({ award, version }): Award => {
      if (version.guardianBelowAge === null || !waiting.has(award.earner)) return award;
      return { ...award, state: award.state === 'ACTIVE' ? 'OFFERED' : award.state, visibility: 'PRIVATE' };
    });
    const open = offered.filter(({ visibility }) => visibility === 'PUBLIC').map(({ earner }) => earner);
    if (open.length === 0) return offered;
    const withheld = await this.consents.withdrawnPages(tx, tenant, [...new Set(open)]);
    return offered.map((award) => (withheld.has(award.earner) ? { ...award, visibility: 'PRIVATE' } : award));
  }

  private waiting(tx: Tx, tenant: string, made: readonly AboutToBeMade[], today: string): Promise<Set<string>> {
    const guarded = made.filter(({ version }) => version.guardianBelowAge !== null).map(({ award }) => award.earner);
    return this.guardians.missing(tx, tenant, guarded, today);
  }
}
