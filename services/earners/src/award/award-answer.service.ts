import { grantMissing, may, notFound, type Principal, type Refusal, refused } from '@cairn/access';
import { Database } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { guardianMissing } from '../consent/guardian.js';
import { Guardians } from '../consent/guardians.js';
import { EarnerWriteStore } from '../earner/earner-write.store.js';
import { VersionCopyStore } from '../achievement-version/version-copy.store.js';
import { AwardChange, type AwardCommand, type Changed } from './award-change.js';
import { acceptCommand, declineCommand } from './award-commands.js';
import { AwardViewService } from './award-view.service.js';

/** What is said to an offer: by the person who has claimed the record, or by its tenant for him. */
@Injectable()
export class AwardAnswerService {
  constructor(
    private readonly database: Database,
    private readonly views: AwardViewService,
    private readonly change: AwardChange,
    private readonly earners: EarnerWriteStore,
    private readonly versions: VersionCopyStore,
    private readonly guardians: Guardians,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  accept(principal: Principal, id: string): Promise<Changed> {
    return this.answer(principal, id, acceptCommand, true);
  }

  decline(principal: Principal, id: string): Promise<Changed> {
    return this.answer(principal, id, declineCommand, false);
  }

  private async answer(principal: Principal, id: string, command: AwardCommand, needsGuardian: boolean): Promise<Changed> {
    const [found] = await this.views.byIds({ tenant: principal.tenant, account: principal.account }, [id]);
    if (!found || (!found.mine && found.tenant !== principal.tenant)) return refused(notFound('award', 'id'));
    const { tenant, issuer, achievement, achievementVersion, earner } = found;
    if (!found.mine && !may(principal, 'AWARD', { issuer, achievement })) return refused(grantMissing('AWARD'));
    return this.database.write({ tenant }, async (tx) => {
      // The record first, as everyone does who changes what it allows: a consent cannot be withdrawn meanwhile.
      await this.earners.lock(tx, tenant, earner);
      const [version] = await this.versions.byIds(tx, tenant, [achievementVersion]);
      const guarded = needsGuardian && version !== undefined && version.guardianBelowAge !== null;
      const missing = guarded ? await this.guardians.missing(tx, tenant, [earner], today(this.clock)) : new Set<string>();
      return this.change.apply(tx, tenant, id, command, (award): Refusal[] => {
        if (award.earner !== earner) return [notFound('award', 'id')];
        return missing.has(earner) ? [guardianMissing('id')] : [];
      });
    });
  }
}
