import { pathwayAccessChanged, pathwayVersionClosed } from '@cairn/events';
import { type Changed, type NewEvent, newEvent } from '@cairn/messaging';
import { asUuid } from '@cairn/postgres';
import type { Pathway, PathwayVersion } from '../pathway/pathway.js';

const about = ({ tenant, id, version }: Pathway) => ({
  tenant: asUuid(tenant),
  subject: asUuid(id),
  version,
  changed: [{ type: 'PATHWAY', id: asUuid(id), version } satisfies Changed],
});

export const pathwayVersionClosedEvent = (pathway: Pathway, { id, number }: PathwayVersion): NewEvent =>
  newEvent({ ...about(pathway), contract: pathwayVersionClosed, data: { pathway: pathway.id, pathwayVersion: id, number, at: pathway.updatedAt.toISOString() } });

export const pathwayAccessChangedEvent = (pathway: Pathway): NewEvent =>
  newEvent({
    ...about(pathway),
    contract: pathwayAccessChanged,
    data: { pathway: pathway.id, access: pathway.access, approval: pathway.approval, at: pathway.updatedAt.toISOString() },
  });
