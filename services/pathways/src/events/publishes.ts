import {
  enrolmentStarted,
  enrolmentWithdrawn,
  erasureConfirmed,
  pathwayCreated,
  pathwayVersionDrafted,
  pathwayVersionPublished,
} from '@cairn/events';
import { type Changed, type NewEvent, newEvent } from '@cairn/messaging';
import { asUuid } from '@cairn/postgres';
import type { Enrolment } from '../enrolment/enrolment.js';
import { type ToldDefinition, toldDefinition } from '../pathway/packed-definition.js';
import type { Pathway, PathwayVersion } from '../pathway/pathway.js';

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
      ...inEvent(version),
      definitionHash: version.definitionHash,
      completionAchievement: version.completionAchievement,
      at: pathway.updatedAt.toISOString(),
    },
  });

function inEvent({ id, definition }: PathwayVersion): ToldDefinition {
  const told = toldDefinition(definition);
  if (!told) throw new Error(`the definition of ${id} fits no event, and was published`);
  return told;
}

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
