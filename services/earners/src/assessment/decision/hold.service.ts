import { accepted, type Decision, grantMissing, may, notFound, type Principal, refusal, refused } from '@cairn/access';
import { appendEvents, type Mark, type NewEvent } from '@cairn/messaging';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { VersionCopyStore } from '../../achievement-version/version-copy.store.js';
import { CaseHold } from '../misconduct/case-hold.js';
import { MisconductStore } from '../misconduct/misconduct.store.js';
import { SubmissionStore } from '../submission/submission.store.js';
import type { Submission } from '../submission/submission.js';

export type HoldWritten = Decision<{ id: string; marks: readonly Mark[] }>;

/** Administrators stop the clock of a case, and let it go on. */
@Injectable()
export class HoldService {
  constructor(
    private readonly database: Database,
    private readonly submissions: SubmissionStore,
    private readonly versions: VersionCopyStore,
    private readonly holds: CaseHold,
    private readonly misconduct: MisconductStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  hold(principal: Principal, id: string): Promise<HoldWritten> {
    return this.onSubmission(principal, id, (tx, submission) => this.holds.hold(tx, submission, new Date(this.clock.now())));
  }

  release(principal: Principal, id: string): Promise<HoldWritten> {
    return this.onSubmission(principal, id, async (tx, submission) => {
      if (await this.misconduct.isUnderWay(tx, submission.tenant, id)) {
        return refused(refusal('MISCONDUCT_STATE_INVALID', 'A committee has to decide on misconduct first; then the submission goes on.', 'id'));
      }
      const [version] = await this.versions.toAssess(tx, submission.tenant, [submission.achievementVersion]);
      return this.holds.release(tx, submission, version?.calendar ?? null, new Date(this.clock.now()));
    });
  }

  private async onSubmission(principal: Principal, id: string, work: (tx: Tx, submission: Submission) => Promise<Decision<NewEvent>>): Promise<HoldWritten> {
    const { tenant } = principal;
    if (tenant === null) return refused(grantMissing('ADMINISTER'));
    return this.database.write({ tenant }, async (tx): Promise<HoldWritten> => {
      const submission = await this.submissions.lock(tx, tenant, id);
      if (!submission) return refused(notFound('submission', 'id'));
      if (!may(principal, 'ADMINISTER', submission)) return refused(grantMissing('ADMINISTER'));
      const event = await work(tx, submission);
      return event.ok ? accepted({ id, marks: await appendEvents(tx, [event.value]) }) : event;
    });
  }
}
