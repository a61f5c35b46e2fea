import { credentialBatchPrepared, credentialSigned, erasureConfirmed, keyActivated, keyRetired, statusChanged } from '@cairn/events';
import { type Changed, type NewEvent, newEvent } from '@cairn/messaging';
import { asUuid } from '@cairn/postgres';
import type { SigningKey } from '../signing-key/signing-key.js';

/** Names a credential at one of its versions; its change feed entry. */
export interface CredentialMark {
  readonly id: string;
  readonly award: string;
  readonly version: number;
}

const changed = ({ id, version }: CredentialMark): Changed => ({ type: 'CREDENTIAL', id: asUuid(id), version });

/** Says that credentials will be signed. `cause` is the event about their awards. */
export const credentialsPreparedEvent = (tenant: string, cause: string, credentials: readonly CredentialMark[], at: Date): NewEvent =>
  newEvent({
    contract: credentialBatchPrepared,
    tenant: asUuid(tenant),
    subject: asUuid(cause),
    version: 1,
    data: { cause, credentials: credentials.map(({ id }) => id), at: at.toISOString() },
    changed: credentials.map(changed),
  });

export const credentialSignedEvent = (tenant: string, credential: CredentialMark, digest: string, at: Date): NewEvent =>
  newEvent({
    contract: credentialSigned,
    tenant: asUuid(tenant),
    subject: asUuid(credential.id),
    version: credential.version,
    data: { credential: credential.id, award: credential.award, digest, format: 'OB3_LD', at: at.toISOString() },
    changed: [changed(credential)],
  });

/** The revocation bit of a credential was set. */
export const statusChangedEvent = (tenant: string, credential: CredentialMark, at: Date): NewEvent =>
  newEvent({
    contract: statusChanged,
    tenant: asUuid(tenant),
    subject: asUuid(credential.id),
    version: credential.version,
    data: { credential: credential.id, award: credential.award, purpose: 'revocation', value: true, at: at.toISOString() },
    changed: [changed(credential)],
  });

/** This service has done its part of an erasure. */
export const erasureConfirmedEvent = (tenant: string, earner: string, credentials: readonly CredentialMark[], at: Date): NewEvent =>
  newEvent({
    contract: erasureConfirmed,
    tenant: asUuid(tenant),
    subject: asUuid(earner),
    version: 1,
    data: { earner, service: 'verification', at: at.toISOString() },
    changed: credentials.map(changed),
  });

type Key = Pick<SigningKey, 'id' | 'tenant' | 'issuer' | 'publicKeyMultibase'>;

const aboutKey = ({ id, tenant, issuer, publicKeyMultibase }: Key, at: Date) => ({
  tenant: asUuid(tenant),
  subject: asUuid(id),
  data: { issuer, key: publicKeyMultibase, at: at.toISOString() },
  changed: [],
});

export const keyActivatedEvent = (key: Key, at: Date): NewEvent =>
  newEvent({ ...aboutKey(key, at), contract: keyActivated, version: 1 });
export const keyRetiredEvent = (key: Key, at: Date): NewEvent => newEvent({ ...aboutKey(key, at), contract: keyRetired, version: 2 });
