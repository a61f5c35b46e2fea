import { accepted, type Decision, grantMissing, may, type Principal, refused } from '@cairn/access';
import { Database } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { covers, type Mandate } from './mandate.js';
import { MandateCopyStore } from './mandate-copy.store.js';

/** Acting in the name of other issuers. */
@Injectable()
export class AgencyService {
  constructor(
    private readonly database: Database,
    private readonly mandates: MandateCopyStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * The mandate under which a caller may award a version; null when there is none. Refuses with GRANT_MISSING a caller who
   * may not award for the agent.
   *
   * @param abroad whether the version is another tenant's: then it does not exist for a caller without a mandate
   */
  async forAward(principal: Principal, version: string, abroad: boolean): Promise<Decision<Mandate | null>> {
    const { tenant } = principal;
    if (tenant === null) return accepted(null);
    const found = await this.database.read({ tenant }, (tx) => this.mandates.overVersion(tx, tenant, version, abroad));
    const at = new Date(this.clock.now());
    const covering = found.filter((mandate) => covers(mandate, { action: 'AWARD', issuer: mandate.mandatorIssuer, achievement: mandate.achievement, at }));
    const usable = covering.find(({ agentIssuer, achievement }) => may(principal, 'AWARD', { issuer: agentIssuer, achievement }));
    return covering.length > 0 && !usable ? refused(grantMissing('AWARD')) : accepted(usable ?? null);
  }
}
