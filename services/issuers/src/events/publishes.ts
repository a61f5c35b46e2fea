import { issuerChanged, issuerCreated, type IssuerProfile } from '@cairn/events';
import { type NewEvent, newEvent } from '@cairn/messaging';
import { asUuid } from '@cairn/postgres';
import type { Issuer } from '../issuer/issuer.js';

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
