import { accepted, type Decision, registryActing } from '@cairn/access';
import { newId, type Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { VersionCopyStore } from '../../achievement-version/version-copy.store.js';
import type { VersionToAssess } from '../../achievement-version/version-copy.js';
import { AwardChange } from '../../award/award-change.js';
import { reinstateCommand, suspendCommand } from '../../award/award-commands.js';
import { submissionDeniedEvent } from '../../events/publishes-submissions.js';
import { appealDaysByDefault, appealUntil } from '../appeal/appeal-window.js';
import { businessDaysBetween } from '../calendar/business-days.js';
import type { ReviewDecision } from '../decision/decision.js';
import { DecisionStore } from '../decision/decision.store.js';
import { AssignmentStore } from '../review/assignment.store.js';
import { denyHeld } from '../submission/submission-machine.js';
import { SubmissionStore } from '../submission/submission.store.js';
import type { Submission } from '../submission/submission.js';
import { CaseHold } from './case-hold.js';
import type { Changed, LockedMisconduct } from './misconduct-change.js';
import type { MisconductCase } from './misconduct.js';
import { ReportedCases } from './reported-cases.js';

/** What follows when a committee has decided. It is told as the registry's deed: who voted is not the earner's to know. */
@Injectable()
export class MisconductOutcome {
  constructor(
    private readonly versions: VersionCopyStore,
    private readonly submissions: SubmissionStore,
    private readonly decisions: DecisionStore,
    private readonly reported: ReportedCases,
    private readonly awards: AwardChange,
    private readonly holds: CaseHold,
    private readonly assignments: AssignmentStore,
  ) {}

  /** A submission is denied; an award is suspended at once, and revoked when the time for an appeal is over (MisconductClock). */
  async upheld(tx: Tx, { misconduct, submission, at }: LockedMisconduct): Promise<Decision<Changed>> {
    const version = await this.versionOf(tx, misconduct);
    const until = appealUntil(at, version?.assessment?.appealDays ?? appealDaysByDefault, version?.calendar ?? null);
    const upheld = { ...misconduct, appealUntil: until };
    return misconduct.award === null && submission ? this.denied(tx, upheld, submission, version, at) : this.suspended(tx, upheld, submission, at);
  }

  async dismissed(tx: Tx, { misconduct, submission, at }: LockedMisconduct): Promise<Decision<Changed>> {
    const settled = { ...misconduct, settledAt: at };
    if (misconduct.award === null && submission?.state === 'HELD') {
      const released = await this.holds.release(tx, submission, (await this.versionOf(tx, misconduct))?.calendar ?? null, at);
      return released.ok ? accepted({ misconduct: settled, events: [released.value] }) : released;
    }
    if (misconduct.award !== null) await this.reinstate(tx, misconduct.tenant, misconduct.award);
    return accepted({ misconduct: settled, events: [] });
  }

  /** Closes the cause, where it is open; other causes stay. */
  async reinstate(tx: Tx, tenant: string, id: string): Promise<void> {
    const award = await this.reported.present(tx, tenant, id);
    if (award?.suspensionCauses.includes('MISCONDUCT')) await registryActing(() => this.awards.apply(tx, tenant, award.id, reinstateCommand('MISCONDUCT')));
  }

  private async denied(tx: Tx, misconduct: MisconductCase, submission: Submission, version: VersionToAssess | undefined, at: Date): Promise<Decision<Changed>> {
    // Withdrawn under the committee's hands, as with an erasure: nothing is left to deny.
    if (submission.state !== 'HELD') return accepted({ misconduct: { ...misconduct, settledAt: at }, events: [] });
    const denied = denyHeld(submission, at);
    if (!denied.ok) return denied;
    const { submittedAt, heldAt, attempt } = submission;
    const businessDays = submittedAt && heldAt ? businessDaysBetween(submittedAt, heldAt, version?.calendar ?? null) : 0;
    const decision = await this.decide(tx, misconduct, { submission: submission.id, attempt, kind: 'DENY', businessDays, at });
    await this.submissions.update(tx, denied.value);
    await this.assignments.endOpen(tx, submission.tenant, submission.id, at);
    const event = submissionDeniedEvent(denied.value, 'MISCONDUCT', { businessDays, levels: [] });
    return accepted({ misconduct: { ...misconduct, decision, settledAt: at }, events: [event] });
  }

  private async suspended(tx: Tx, misconduct: MisconductCase, submission: Submission | null, at: Date): Promise<Decision<Changed>> {
    const award = await this.reported.present(tx, misconduct.tenant, misconduct.award ?? '');
    // It may have come to an end otherwise meanwhile: then there is nothing to suspend, or to revoke later.
    const stands = award?.state === 'ACTIVE' || award?.state === 'SUSPENDED';
    if (stands && !award.suspensionCauses.includes('MISCONDUCT')) {
      const done = await registryActing(() => this.awards.apply(tx, misconduct.tenant, award.id, suspendCommand('MISCONDUCT')));
      if (!done.ok) return done;
    }
    const decision = submission && (await this.decide(tx, misconduct, { submission: submission.id, attempt: submission.attempt, kind: 'REVOKE', businessDays: 0, at }));
    return accepted({ misconduct: { ...misconduct, decision, settledAt: stands ? null : at }, events: [] });
  }

  /** A decision of those who voted for it. One that stands on the same filing, as a return does in a case that was held, is overturned by it. */
  private async decide(tx: Tx, { tenant, committee }: MisconductCase, what: Pick<ReviewDecision, 'submission' | 'attempt' | 'kind' | 'businessDays' | 'at'>): Promise<string> {
    const id = newId();
    const former = await this.decisions.of(tx, tenant, [what.submission]);
    const overturned = new Set(former.map(({ overturns }) => overturns));
    const standing = what.kind === 'REVOKE' ? undefined : former.find((one) => one.attempt === what.attempt && !overturned.has(one.id));
    const by = committee.filter(({ vote }) => vote === true).map(({ actor }) => actor);
    await this.decisions.insert(tx, { ...what, id, tenant, as: 'COMMITTEE', by, reason: 'MISCONDUCT', feedback: null, returnedParts: [], overturns: standing?.id ?? null });
    return id;
  }

  private async versionOf(tx: Tx, { tenant, achievementVersion }: MisconductCase): Promise<VersionToAssess | undefined> {
    return (await this.versions.toAssess(tx, tenant, [achievementVersion]))[0];
  }
}
