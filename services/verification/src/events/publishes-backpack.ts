import { foreignCredentialChecked, foreignCredentialRemoved } from '@cairn/events';
import { type NewEvent, newEvent } from '@cairn/messaging';
import { asUuid } from '@cairn/postgres';
import type { ForeignCredential } from '../backpack/foreign-credential.js';

/** Tells what a credential in a backpack was found to be. Nothing of the person is in it but the pseudonym. */
export const foreignCredentialCheckedEvent = (row: ForeignCredential, at: Date): NewEvent | undefined =>
  row.verdict === null || row.trust === null
    ? undefined
    : newEvent({
        contract: foreignCredentialChecked,
        tenant: asUuid(row.tenant),
        subject: asUuid(row.id),
        version: row.version,
        data: {
          foreignCredential: row.id,
          version: row.version,
          earner: row.earner,
          digest: row.digest,
          format: row.format,
          issuer: row.issuer,
          achievement: row.achievement,
          validFrom: dayOf(row.validFrom),
          validUntil: dayOf(row.validUntil),
          verdict: row.verdict,
          trust: row.trust,
          at: at.toISOString(),
        },
        changed: [],
      });

export const foreignCredentialRemovedEvent = ({ tenant, id, earner, version }: ForeignCredential, at: Date): NewEvent =>
  newEvent({
    contract: foreignCredentialRemoved,
    tenant: asUuid(tenant),
    subject: asUuid(id),
    version: version + 1,
    data: { foreignCredential: id, version: version + 1, earner, at: at.toISOString() },
    changed: [],
  });

const dayOf = (at: Date | null): string | null => at?.toISOString().slice(0, 10) ?? null;
