import { accreditationCorrected, accreditationEnded, type AccreditationFact, accreditationRecorded, type Envelope } from '@cairn/events';
import { type Listener, listenTo, type Outcome } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import type { CreditCheck } from '../maintenance/ledger/credit-check.service.js';
import type { AccreditationCopyStore } from '../maintenance/provider/accreditation-copy.store.js';

/** Keeps every version of what bodies state about providers of this registry, and checks again what rests on it. */
export function onAccreditation(accreditations: AccreditationCopyStore, check: CreditCheck): Listener[] {
  const hear = async (tx: Tx, { tenantid: tenant, data }: Envelope<AccreditationFact>): Promise<Outcome> => {
    if (data.subjectIssuer === null) return 'applied';
    const { accreditation: id, version, subjectIssuer: provider, body, kind, from, until, at } = data;
    await accreditations.add(tx, { tenant, id, version, provider, body, kind, from, until, recordedAt: new Date(at) });
    await check.provider(tx, provider);
    return 'applied';
  };
  return [listenTo(accreditationRecorded, hear), listenTo(accreditationCorrected, hear), listenTo(accreditationEnded, hear)];
}
