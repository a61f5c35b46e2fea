import { accreditationCorrected, accreditationEnded, accreditationRecorded } from '@cairn/events';
import { type NewEvent, newEvent } from '@cairn/messaging';
import { asUuid } from '@cairn/postgres';
import type { Accreditation } from '../trust/accreditation.js';

const contracts = { recorded: accreditationRecorded, corrected: accreditationCorrected, ended: accreditationEnded };

export function accreditationEvent(what: keyof typeof contracts, accreditation: Accreditation): NewEvent {
  const { tenant, id, version, subject, subjectIssuer, body, kind, from, until, recordedAt } = accreditation;
  return newEvent({
    contract: contracts[what],
    tenant: asUuid(tenant),
    subject: asUuid(id),
    version,
    data: { accreditation: id, version, subject, subjectIssuer, body, kind, from, until, at: recordedAt.toISOString() },
    changed: [],
  });
}
