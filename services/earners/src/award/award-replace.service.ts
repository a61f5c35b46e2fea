import { accepted, type Decision, grantMissing, may, maySomewhere, notFound, type Principal, refusal, refused } from '@cairn/access';
import { appendEvents, type Mark, once } from '@cairn/messaging';
import { Database, newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { VersionCopyStore } from '../achievement-version/version-copy.store.js';
import { awardMadeEvent } from '../events/publishes.js';
import type { Award } from './award.js';
import { AwardChange } from './award-change.js';
import { replaceCommand } from './award-commands.js';
import { AwardStore } from './award.store.js';
import { AwardWriter } from './award-writer.js';
import { type AwardWish, checkWish, toAssessment } from './new-award.js';

/** What is corrected; the rest is taken over. */
export type Correction = Pick<AwardWish, 'awardedOn' | 'validUntil' | 'assessment' | 'results'>;

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
    const corrected = await this.correct(tx, award, correction);
    if (!corrected.ok) return corrected;
    const successor = corrected.value;
    const replaced = await this.change.apply(tx, tenant, id, replaceCommand(successor.id));
    if (!replaced.ok) return replaced;
    const [written] = await this.writer.write(tx, tenant, [successor], today(this.clock));
    if (!written?.made) throw new Error('the successor of an award met another one in its way');
    const marks = await appendEvents(tx, [awardMadeEvent(successor)]);
    return accepted({ id: successor.id, marks: [...replaced.value.marks, ...marks] });
  }

  /** The successor: of the same version, under the same open causes. */
  private async correct(tx: Tx, award: Award, correction: Correction): Promise<Decision<Award>> {
    const day = today(this.clock);
    const wish = {
      awardedOn: correction.awardedOn ?? award.awardedOn,
      validUntil: correction.validUntil ?? award.validUntil,
      assessment: correction.assessment ?? award.assessment,
      results: correction.results ?? award.results,
      visibility: award.visibility,
    };
    const faults = checkWish(wish, day);
    const [version] = await this.versions.byIds(tx, award.tenant, [award.achievementVersion]);
    if (version && !version.assessed && wish.results.length > 0) {
      faults.push(refusal('RESULT_NOT_ALLOWED', 'This achievement is not assessed, so its awards carry no results.', 'results'));
    }
    if (faults.length > 0) return refused(...faults);
    const now = new Date(this.clock.now());
    return accepted({
      ...award,
      id: newId(),
      awardedOn: wish.awardedOn,
      validUntil: wish.validUntil,
      assessment: toAssessment(wish.assessment),
      results: wish.results,
      partnerReference: null,
      agentIssuer: null,
      agentTenant: null,
      standing: version?.duplicatePolicy === 'ONE_ACTIVE',
      version: 1,
      createdAt: now,
      updatedAt: now,
    });
  }
}
