import {
  grantChanged,
  issuerChanged,
  issuerCreated,
  type IssuerProfile,
  mandateActivated,
  mandateEnded,
  partnershipActivated,
  partnershipEnded,
  tenantChanged,
  tenantCreated,
} from '@cairn/events';
import { type NewEvent, newEvent } from '@cairn/messaging';
import { asUuid } from '@cairn/postgres';
import type { Effective, Holding } from '../grant/effective.js';
import type { Issuer } from '../issuer/issuer.js';
import type { Mandate } from '../mandate/mandate.js';
import type { Partnership } from '../partnership/partnership.js';
import type { Tenant } from '../tenant/tenant.js';

const profileOf = (issuer: Issuer): IssuerProfile => ({
  issuer: issuer.id,
  slug: issuer.slug,
  name: issuer.name,
  url: issuer.url,
  imageUrl: issuer.imageUrl,
  description: issuer.description,
  sectors: [...issuer.sectors],
  country: issuer.country,
  state: issuer.state,
  domainState: issuer.domainState,
  calendar: issuer.calendar,
  at: issuer.updatedAt.toISOString(),
});

const about = (issuer: Issuer, contract: typeof issuerCreated): NewEvent =>
  newEvent({
    contract,
    tenant: asUuid(issuer.tenant),
    subject: asUuid(issuer.id),
    version: issuer.version,
    data: profileOf(issuer),
    changed: [{ type: 'ISSUER', id: asUuid(issuer.id), version: issuer.version }],
  });

export const issuerCreatedEvent = (issuer: Issuer): NewEvent => about(issuer, issuerCreated);
export const issuerChangedEvent = (issuer: Issuer): NewEvent => about(issuer, issuerChanged);

/** What a member or client may do from now on, whole. */
export const grantChangedEvent = ({ holder, tenant, kind }: Holding, { rights, scoped, until }: Effective, version: number, at: Date): NewEvent =>
  newEvent({
    contract: grantChanged,
    tenant: asUuid(tenant),
    subject: asUuid(holder),
    version,
    data: { holder, kind, rights: [...rights], scoped: [...scoped], until: until && until.toISOString(), at: at.toISOString() },
    changed: [],
  });

export const tenantCreatedEvent = ({ id, name, createdAt }: Tenant): NewEvent =>
  newEvent({
    contract: tenantCreated,
    tenant: asUuid(id),
    subject: asUuid(id),
    version: 1,
    data: { tenant: id, name, at: createdAt.toISOString() },
    changed: [{ type: 'TENANT', id: asUuid(id), version: 1 }],
  });

export const tenantChangedEvent = ({ id, name, state, version }: Tenant, at: Date): NewEvent =>
  newEvent({
    contract: tenantChanged,
    tenant: asUuid(id),
    subject: asUuid(id),
    version,
    data: { tenant: id, name, state, at: at.toISOString() },
    changed: [{ type: 'TENANT', id: asUuid(id), version }],
  });

/** What others hear of a mandate in its present state: that it holds, or that it no longer does. */
export function mandateEvents({ id, tenant, mandator, agent, agentTenant, actions, achievements, from, until, state, version, updatedAt }: Mandate): NewEvent[] {
  const contract = { ACTIVE: mandateActivated, ENDED: mandateEnded, PROPOSED: undefined, DECLINED: undefined }[state];
  if (!contract) return [];
  const data = {
    mandate: id,
    mandatorIssuer: mandator,
    agentTenant,
    agentIssuer: agent,
    actions: [...actions],
    achievements: achievements && [...achievements],
    from: from.toISOString(),
    until: until && until.toISOString(),
    at: updatedAt.toISOString(),
  };
  return [newEvent({ contract, tenant: asUuid(tenant), subject: asUuid(id), version, data, changed: [] })];
}

/** The same of a partnership. */
export function partnershipEvents({ id, tenant, invited, state, version, updatedAt }: Partnership): NewEvent[] {
  const contract = { ACTIVE: partnershipActivated, ENDED: partnershipEnded, INVITED: undefined, DECLINED: undefined }[state];
  if (!contract) return [];
  const data = { partnership: id, invitingTenant: tenant, invitedTenant: invited, at: updatedAt.toISOString() };
  return [newEvent({ contract, tenant: asUuid(tenant), subject: asUuid(id), version, data, changed: [] })];
}
