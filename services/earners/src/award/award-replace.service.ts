import { accepted, type Decision, grantMissing, may, maySomewhere, notFound, type Principal, refused } from '@cairn/access';
import { appendEvents, type Mark, once } from '@cairn/messaging';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { VersionCopyStore } from '../achievement-version/version-copy.store.js';
import { awardMadeEvent } from '../events/publishes.js';
import { AwardChange } from './award-change.js';
import { replaceCommand } from './award-commands.js';
import { type Correction, successorOf } from './award-correction.js';
import { AwardStore } from './award.store.js';
import { AwardWriter } from './award-writer.js';

/** Replacing takes away as well as it gives. */
const needed = ['REVOKE', 'AWARD'] as const;

/** Replaces an award by a corrected one, both in one transaction. The reference stays with the replaced award. */
@Injectable()
export class AwardReplaceService {
  constructor(
    private readonly database: Database,
    private readonly store: AwardStore,
    private readonly versions: VersionCopyStore,
    private readonly change: AwardChange,
    private readonly writer: AwardWriter,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async replace(principal: Principal, id: string, correction: Correction, key?: string | null): Promise<Decision<{ id: string; marks: readonly Mark[] }>> {
    const { tenant } = principal;
    const missing = needed.find((right) => !maySomewhere(principal, right));
    if (tenant === null || missing) return refused(grantMissing(missing ?? 'REVOKE'));
    return this.database.write({ tenant }, (tx) =>
      once(tx, { tenant, client: principal.actor, key, request: { replaceAward: { id, ...correction } } }, () =>
        this.replaceIn(tx, principal, tenant, id, correction),
      ),
    );
  }

  private async replaceIn(tx: Tx, principal: Principal, tenant: string, id: string, correction: Correction): Promise<Decision<{ id: string; marks: readonly Mark[] }>> {
    const award = await this.store.lock(tx, tenant, id);
    if (!award) return refused(notFound('award', 'id'));
    const missing = needed.find((right) => !may(principal, right, { issuer: award.issuer, achievement: award.achievement }));
    if (missing) return refused(grantMissing(missing));
    const [version] = await this.versions.byIds(tx, tenant, [award.achievementVersion]);
    const corrected = successorOf(award, correction, version, today(this.clock), new Date(this.clock.now()));
    if (!corrected.ok) return corrected;
    const successor = corrected.value;
    const replaced = await this.change.apply(tx, tenant, id, replaceCommand(successor.id));
    if (!replaced.ok) return replaced;
    const [written] = await this.writer.write(tx, tenant, [successor], today(this.clock));
    if (!written?.made) throw new Error('the successor of an award met another one in its way');
    const marks = await appendEvents(tx, [awardMadeEvent(successor)]);
    return accepted({ id: successor.id, marks: [...replaced.value.marks, ...marks] });
  }
}
