import { accepted, type Decision, notFound, refusal, refused } from '@cairn/access';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Award } from '../../award/award.js';
import { AwardStore } from '../../award/award.store.js';
import { SubmissionStore } from '../submission/submission.store.js';
import type { Submission } from '../submission/submission.js';
import type { MisconductCase, Report } from './misconduct.js';

/** What a report is about: a submission before it is decided on, or an award with the submission it was made by, if there was one. */
export interface Reported extends Pick<MisconductCase, 'earner' | 'sealedFor' | 'issuer' | 'achievement' | 'achievementVersion'> {
  readonly submission: Submission | null;
  readonly award: Award | null;
}

/** Finds what a report is about and takes its locks: the submission's first, then the award's. */
@Injectable()
export class ReportedCases {
  constructor(
    private readonly submissions: SubmissionStore,
    private readonly awards: AwardStore,
  ) {}

  async lock(tx: Tx, tenant: string, about: Report['about']): Promise<Decision<Reported>> {
    const id = 'submission' in about ? about.submission : await this.submissionOf(tx, tenant, about.award);
    const submission = id === undefined ? undefined : await this.submissions.lock(tx, tenant, id);
    if ('submission' in about && !submission) return refused(notFound('submission', 'submissionId'));
    const awardId = 'award' in about ? about.award : submission?.award;
    if (!awardId && submission) return accepted({ ...whoseIs(submission), submission, award: null });
    const award = awardId ? await this.present(tx, tenant, awardId) : undefined;
    if (!award) return refused(notFound('award', 'awardId'));
    if (award.state !== 'ACTIVE' && award.state !== 'SUSPENDED') {
      return refused(refusal('AWARD_STATE_INVALID', `An award that is ${award.state} is not reported; it has to be ACTIVE or SUSPENDED.`, 'awardId'));
    }
    return accepted({ ...whoseIs(award), sealedFor: submission?.sealedFor ?? award.earner, submission: submission ?? null, award });
  }

  /** An award under its lock; of one that was corrected, its successor. */
  async present(tx: Tx, tenant: string, id: string): Promise<Award | undefined> {
    let award = await this.awards.lock(tx, tenant, id);
    while (award?.replacedBy) award = await this.awards.lock(tx, tenant, award.replacedBy);
    return award;
  }

  private async submissionOf(tx: Tx, tenant: string, award: string): Promise<string | undefined> {
    const [row] = await tx.query<{ id: string }>('SELECT s.id FROM submission s WHERE s.tenant_id = $1 AND s.award_id = $2', [tenant, award]);
    return row?.id;
  }
}

const whoseIs = (one: Submission | Award) => ({
  earner: one.earner,
  sealedFor: 'sealedFor' in one ? one.sealedFor : one.earner,
  issuer: one.issuer,
  achievement: one.achievement,
  achievementVersion: one.achievementVersion,
});
