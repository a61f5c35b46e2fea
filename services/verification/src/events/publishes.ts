import {
  credentialBatchPrepared,
  credentialSigned,
  credentialSignedOnRequest,
  erasureConfirmed,
  keyActivated,
  keyCompromised,
  keyPrePublished,
  keyRetired,
  statusChanged,
} from '@cairn/events';
import { jwkThumbprint } from '@cairn/credentials';
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

/** The VC-API signed what somebody asked for. */
export const signedOnRequestEvent = (tenant: string, document: { credential: string; issuer: string; digest: string; format: string }, at: Date): NewEvent =>
  newEvent({
    contract: credentialSignedOnRequest,
    tenant: asUuid(tenant),
    subject: asUuid(document.credential),
    version: 1,
    data: { ...document, at: at.toISOString() },
    changed: [],
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

type Key = Pick<SigningKey, 'id' | 'tenant' | 'issuer' | 'publicKeyMultibase' | 'publicKeyJwk'>;

/** @param version how many steps the key has behind it with this one */
const aboutKey = ({ id, tenant, issuer, publicKeyMultibase, publicKeyJwk }: Key, version: number, at: Date) => ({
  tenant: asUuid(tenant),
  subject: asUuid(id),
  version,
  data: { issuer, key: publicKeyMultibase ?? (publicKeyJwk ? jwkThumbprint(publicKeyJwk) : ''), at: at.toISOString() },
  changed: [],
});

export const keyPrePublishedEvent = (key: Key, version: number, at: Date): NewEvent =>
  newEvent({ ...aboutKey(key, version, at), contract: keyPrePublished });
export const keyActivatedEvent = (key: Key, version: number, at: Date): NewEvent => newEvent({ ...aboutKey(key, version, at), contract: keyActivated });
export const keyRetiredEvent = (key: Key, version: number, at: Date): NewEvent => newEvent({ ...aboutKey(key, version, at), contract: keyRetired });

/** @param from since when nothing signed by the key is trusted, which may be before it was found out */
export function keyCompromisedEvent(key: Key, version: number, from: Date, at: Date): NewEvent {
  const about = aboutKey(key, version, at);
  return newEvent({ ...about, contract: keyCompromised, data: { ...about.data, from: from.toISOString() } });
}
