import {
  type CompletionFact,
  completionAnnulled,
  completionLost,
  completionReached,
  completionRestored,
  enrolmentStarted,
  enrolmentWithdrawn,
  erasureConfirmed,
  pathwayCreated,
  pathwayVersionDrafted,
  pathwayVersionPublished,
} from '@cairn/events';
import { type Changed, type NewEvent, newEvent } from '@cairn/messaging';
import { asUuid } from '@cairn/postgres';
import type { Evaluation } from '@cairn/requirements';
import { completionEventId } from '../completion/completion-event-id.js';
import type { CompletionChange } from '../completion/completion-steps.js';
import type { Enrolment } from '../enrolment/enrolment.js';
import type { Pathway, PathwayVersion } from '../pathway/pathway.js';
import type { CompiledVersion } from '../progress/compiled-version.js';
import type { EnrolmentToEvaluate } from '../progress/evaluated.js';

const aboutPathway = ({ tenant, id, version }: Pathway) => ({
  tenant: asUuid(tenant),
  subject: asUuid(id),
  version,
  changed: [{ type: 'PATHWAY', id: asUuid(id), version } satisfies Changed],
});

export const pathwayCreatedEvent = (pathway: Pathway, draft: PathwayVersion): NewEvent =>
  newEvent({
    ...aboutPathway(pathway),
    contract: pathwayCreated,
    data: {
      pathway: pathway.id,
      pathwayVersion: draft.id,
      issuer: pathway.issuer,
      code: pathway.code,
      at: pathway.updatedAt.toISOString(),
    },
  });

export const pathwayVersionDraftedEvent = (pathway: Pathway, draft: PathwayVersion): NewEvent =>
  newEvent({
    ...aboutPathway(pathway),
    contract: pathwayVersionDrafted,
    data: { pathway: pathway.id, pathwayVersion: draft.id, at: pathway.updatedAt.toISOString() },
  });

export const pathwayVersionPublishedEvent = (pathway: Pathway, version: PathwayVersion): NewEvent =>
  newEvent({
    ...aboutPathway(pathway),
    contract: pathwayVersionPublished,
    data: {
      pathway: pathway.id,
      pathwayVersion: version.id,
      issuer: pathway.issuer,
      number: version.number,
      title: version.title,
      definition: { ...version.definition },
      definitionHash: version.definitionHash,
      completionAchievement: version.completionAchievement,
      at: pathway.updatedAt.toISOString(),
    },
  });

export const enrolmentData = (enrolment: Enrolment) => ({
  enrolment: enrolment.id,
  earner: enrolment.earner,
  pathway: enrolment.pathway,
  pathwayVersion: enrolment.pathwayVersion,
  enrolledOn: enrolment.enrolledOn,
  at: enrolment.updatedAt.toISOString(),
});

const aboutEnrolment = ({ tenant, id, told, version }: Enrolment) => ({
  tenant: asUuid(tenant),
  subject: asUuid(id),
  version: told,
  changed: [{ type: 'ENROLMENT', id: asUuid(id), version } satisfies Changed],
});

export const enrolmentStartedEvent = (enrolment: Enrolment): NewEvent =>
  newEvent({ ...aboutEnrolment(enrolment), contract: enrolmentStarted, data: enrolmentData(enrolment) });

export const enrolmentWithdrawnEvent = (enrolment: Enrolment, withdrawnOn: string): NewEvent =>
  newEvent({ ...aboutEnrolment(enrolment), contract: enrolmentWithdrawn, data: { ...enrolmentData(enrolment), withdrawnOn } });

/** This service has done its part of an erasure. */
export const erasureConfirmedEvent = (tenant: string, earner: string, at: Date): NewEvent =>
  newEvent({
    contract: erasureConfirmed,
    tenant: asUuid(tenant),
    subject: asUuid(earner),
    version: 1,
    data: { earner, service: 'pathways', at: at.toISOString() },
    changed: [],
  });

/** Everything that has to be told of one completion after an evaluation, in order. */
export function completionEvents(told: {
  tenant: string;
  enrolment: EnrolmentToEvaluate;
  version: CompiledVersion;
  evaluation: Evaluation;
  change: CompletionChange;
  /** The enrolment's own change, when its state followed. */
  moved: { version: number } | undefined;
  at: Date;
}): NewEvent[] {
  const { tenant, enrolment, version, evaluation, change, moved, at } = told;
  const { after } = change;
  return change.steps.map((step, position) => {
    const data: CompletionFact = {
      completion: after.id,
      enrolment: enrolment.id,
      earner: enrolment.earner,
      pathway: version.pathway,
      pathwayVersion: version.id,
      awardAchievement: version.awardAchievement,
      onRevocation: version.onRevocation,
      completedOn: after.completedOn,
      countedAwards: [...after.countedAwards],
      on: step.on,
      at: at.toISOString(),
    };
    const changed: Changed[] = [{ type: 'COMPLETION', id: asUuid(after.id), version: step.version }];
    if (moved && position === 0) changed.push({ type: 'ENROLMENT', id: asUuid(enrolment.id), version: moved.version });
    const about = {
      id: completionEventId(tenant, enrolment.id, step),
      tenant: asUuid(tenant),
      subject: asUuid(after.id),
      version: step.version,
      changed,
    };
    if (step.kind === 'lost') return newEvent({ ...about, contract: completionLost, data: { ...data, cause: causeOf(evaluation) } });
    const contract = { reached: completionReached, restored: completionRestored, annulled: completionAnnulled }[step.kind];
    return newEvent({ ...about, contract, data });
  });
}

/** Why the pathway is no longer complete: the code of the first requirement that lacks something. */
function causeOf({ nodes, steps }: Evaluation): string {
  const required = new Set(steps.map(({ requirement }) => requirement));
  return nodes.find(({ id, blocking }) => required.has(id) && blocking !== null)?.blocking?.code ?? 'MISSING';
}
