import { endorsementAccepted, endorsementWithdrawn } from '@cairn/events';
import { type NewEvent, newEvent } from '@cairn/messaging';
import { asUuid } from '@cairn/postgres';
import type { Endorsement } from '../endorsement/endorsement.js';

const told = ({ id, tenant, version, endorser, kind, subject, subjectTenant }: Endorsement, at: Date) => ({
  tenant: asUuid(tenant),
  subject: asUuid(id),
  version,
  data: { endorsement: id, version, endorserIssuer: endorser, subjectKind: kind, subject, subjectTenant, at: at.toISOString() },
  changed: [],
});

export const endorsementAcceptedEvent = (endorsement: Endorsement, at: Date): NewEvent => newEvent({ ...told(endorsement, at), contract: endorsementAccepted });
export const endorsementWithdrawnEvent = (endorsement: Endorsement, at: Date): NewEvent => newEvent({ ...told(endorsement, at), contract: endorsementWithdrawn });
