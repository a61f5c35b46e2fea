import { accepted, type Decision, refusal, refused } from '@cairn/access';
import { newId, type Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { VersionCopyStore } from '../../achievement-version/version-copy.store.js';
import { submissionChangedEvent, submissionGrantedEvent } from '../../events/publishes-submissions.js';
import { dueAfter } from '../calendar/business-days.js';
import type { DecisionKind } from '../decision/decision.js';
import { CaseAward } from '../decision/case-award.js';
import { DecisionStore } from '../decision/decision.store.js';
import { overturn } from '../misconduct/misconduct-machine.js';
import { MisconductOutcome } from '../misconduct/misconduct-outcome.js';
import { MisconductStore } from '../misconduct/misconduct.store.js';
import { ReviewOffers } from '../review/review-offers.js';
import { grantOnAppeal, reopen } from '../submission/submission-machine.js';
import { SubmissionStore } from '../submission/submission.store.js';
import type { Submission } from '../submission/submission.js';
import type { Changed, LockedAppeal } from './appeal-change.js';

/** What follows when an appeal is upheld: the decision that overturns, and what it brings about, in one transaction. Refusals come before anything is written. */
@Injectable()
export class AppealRemedies {
  constructor(
    private readonly versions: VersionCopyStore,
    private readonly submissions: SubmissionStore,
    private readonly decisions: DecisionStore,
    private readonly cases: MisconductStore,
    private readonly outcome: MisconductOutcome,
    private readonly awards: CaseAward,
    private readonly offers: ReviewOffers,
  ) {}

  async follow(tx: Tx, locked: LockedAppeal): Promise<Decision<Changed>> {
    const { appeal, submission } = locked;
    const followed = appeal.remedy === 'REINSTATE' ? await this.reinstate(tx, locked) : submission && (await this.ofSubmission(tx, locked, submission));
    if (!followed) return refused(refusal('SUBMISSION_STATE_INVALID', 'There is no submission to grant or to review again.', 'vote'));
    if (!followed.ok) return followed;
    if (locked.misconduct) {
      const overturned = overturn(locked.misconduct, appeal.id, locked.at);
      // Under the lock under which the appeal was admitted, a case that was upheld stays so.
      if (!overturned.ok) throw new Error(`the case of an appeal that is upheld could not be overturned: ${overturned.refusals[0]?.message}`);
      await this.cases.update(tx, overturned.value);
    }
    return followed;
  }

  private async reinstate(tx: Tx, { appeal, submission, at }: LockedAppeal): Promise<Decision<Changed>> {
    if (appeal.award !== null) await this.outcome.reinstate(tx, appeal.tenant, appeal.award);
    const overturning = submission && appeal.decision ? await this.decide(tx, { appeal, submission, at }, 'GRANT') : null;
    return accepted({ appeal: { ...appeal, overturning } });
  }

  private ofSubmission(tx: Tx, locked: LockedAppeal, submission: Submission): Promise<Decision<Changed>> {
    return locked.appeal.remedy === 'GRANT' ? this.grant(tx, locked, submission) : this.reviewAgain(tx, locked, submission);
  }

  /** The award is made as by any decision that grants. */
  private async grant(tx: Tx, { appeal, at }: LockedAppeal, submission: Submission): Promise<Decision<Changed>> {
    const possible = grantOnAppeal(submission, submission.id, at);
    if (!possible.ok) return possible;
    const [version] = await this.versions.toAssess(tx, appeal.tenant, [submission.achievementVersion]);
    if (!version) throw new Error('a submission was decided on without its version');
    const made = await this.awards.make(tx, { submission, version }, [], at);
    if (!made.ok) return made;
    const { award, marks } = made.value;
    const granted = grantOnAppeal(submission, award.id, at);
    if (!granted.ok) throw new Error('a submission that could be granted on appeal could not be granted the award made for it');
    const overturning = await this.decide(tx, { appeal, submission, at }, 'GRANT');
    await this.submissions.update(tx, granted.value);
    const event = submissionGrantedEvent(granted.value, award.id, { businessDays: 0, levels: [] });
    return accepted({ appeal: { ...appeal, overturning }, events: [event], marks });
  }

  /** The same filing is reviewed again, by others than before. */
  private async reviewAgain(tx: Tx, { appeal, at }: LockedAppeal, submission: Submission): Promise<Decision<Changed>> {
    const [version] = await this.versions.toAssess(tx, appeal.tenant, [submission.achievementVersion]);
    const dueAt = dueAfter(at, version?.assessment?.reviewDays ?? 1, version?.calendar ?? null);
    if (!dueAt.ok) return dueAt;
    const reopened = reopen(submission, dueAt.value, at);
    if (!reopened.ok) return reopened;
    if (await this.submissions.hasOpen(tx, submission)) {
      return refused(refusal('SUBMISSION_STATE_INVALID', 'The earner has begun another submission for this achievement; it has to be ended first.', 'vote'));
    }
    const overturning = await this.decide(tx, { appeal, submission, at }, 'RETURN');
    await this.submissions.update(tx, reopened.value);
    await this.offers.ensure(tx, appeal.tenant, submission.id);
    return accepted({ appeal: { ...appeal, overturning }, events: [submissionChangedEvent(reopened.value, 'reopened')] });
  }

  /** The decision of those who voted for it. To review a filing again is a RETURN that asks for no part. */
  private async decide(tx: Tx, { appeal, submission, at }: Pick<LockedAppeal, 'appeal' | 'at'> & { submission: Submission }, kind: DecisionKind): Promise<string> {
    const id = newId();
    const by = appeal.panel.filter(({ vote }) => vote !== null && vote !== 'REJECT').map(({ actor }) => actor);
    await this.decisions.insert(tx, {
      id,
      tenant: appeal.tenant,
      submission: submission.id,
      attempt: submission.attempt,
      kind,
      as: 'APPEAL_PANEL',
      by,
      reason: 'APPEAL_UPHELD',
      feedback: null,
      returnedParts: [],
      businessDays: 0,
      overturns: appeal.decision,
      at,
    });
    return id;
  }
}
