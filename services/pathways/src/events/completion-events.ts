import { type CompletionFact, completionAnnulled, completionLost, completionReached, completionRestored, exitReached, milestoneReached } from '@cairn/events';
import { type Changed, type NewEvent, newEvent } from '@cairn/messaging';
import { asUuid } from '@cairn/postgres';
import { completionEventId } from '../completion/completion-event-id.js';
import type { CompletionChange } from '../completion/completion-steps.js';
import type { Ground } from '../completion/completion.js';
import type { DestinationChange } from '../destination/destination.js';
import type { CompiledVersion } from '../progress/compiled-version.js';
import type { EnrolmentToEvaluate } from '../progress/earner-records.js';

interface Told {
  readonly tenant: string;
  readonly enrolment: EnrolmentToEvaluate;
  readonly at: Date;
  /** Why something fell away: a blocking code. */
  readonly cause: string | null;
}

/** Everything that has to be told of one completion after an evaluation, in order. */
export function completionEvents(told: Told & { readonly version: CompiledVersion; readonly change: CompletionChange; /** The enrolment's own change, when its state followed. */ readonly moved: { readonly version: number } | undefined }): NewEvent[] {
  const { tenant, enrolment, version, change, moved, at } = told;
  const { after } = change;
  return change.steps.map((step, position) => {
    const changed: Changed[] = [{ type: 'COMPLETION', id: asUuid(after.id), version: step.version }];
    if (moved && position === 0) changed.push({ type: 'ENROLMENT', id: asUuid(enrolment.id), version: moved.version });
    const data: CompletionFact = {
      ...aboutEnrolment(enrolment, after.id, at),
      pathwayVersion: version.id,
      awardAchievement: version.awardAchievement,
      onRevocation: version.onRevocation,
      completedOn: after.completedOn,
      countedAwards: [...after.countedAwards],
      ground: factOf(after.ground),
      on: step.on,
    };
    const about = { id: completionEventId(tenant, enrolment.id, step), tenant: asUuid(tenant), subject: asUuid(after.id), version: step.version, changed };
    return step.kind === 'lost'
      ? newEvent({ ...about, contract: completionLost, data: { ...data, cause: told.cause ?? 'MISSING' } })
      : newEvent({ ...about, contract: { reached: completionReached, restored: completionRestored, annulled: completionAnnulled }[step.kind], data });
  });
}

/** The same of a milestone, which is suspended while its node does not hold, or of an exit, which is never lost (S12). */
export function destinationEvents(told: Told & { readonly change: DestinationChange; readonly ground: Ground }): NewEvent[] {
  const { tenant, enrolment, change, ground, at } = told;
  const { after } = change;
  return change.steps.map((step) => {
    const data: CompletionFact = {
      ...aboutEnrolment(enrolment, after.id, at),
      pathwayVersion: after.pathwayVersion,
      awardAchievement: after.achievement,
      onRevocation: after.kind === 'EXIT' ? 'stands' : 'suspend',
      completedOn: after.reachedOn,
      countedAwards: ground.inputs.map(({ award }) => award),
      destination: { kind: after.kind, node: after.node },
      ground: factOf(ground),
      on: step.on,
    };
    const id = completionEventId(tenant, enrolment.id, step, `${after.kind} ${after.node}`);
    const about = { id, tenant: asUuid(tenant), subject: asUuid(after.id), version: step.version, changed: [] };
    const reached = after.kind === 'EXIT' ? exitReached : milestoneReached;
    return step.kind === 'lost'
      ? newEvent({ ...about, contract: completionLost, data: { ...data, cause: told.cause ?? 'MISSING' } })
      : newEvent({ ...about, contract: { reached, restored: completionRestored, annulled: completionAnnulled }[step.kind], data });
  });
}

const aboutEnrolment = ({ id, earner, pathway }: EnrolmentToEvaluate, completion: string, at: Date) => ({ completion, enrolment: id, earner, pathway, at: at.toISOString() });

const factOf = (ground: Ground | null) => ground && { version: ground.version, method: ground.method, inputs: ground.inputs.map((input) => ({ ...input })) };
