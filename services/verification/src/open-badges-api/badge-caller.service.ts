import { type BadgeScope, badgeScopes, type Principal } from '@cairn/access';
import { statementOf } from '@cairn/service';
import { Database } from '@cairn/postgres';
import { uuidOf } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { BackpackOwners, type Owner } from '../backpack/backpack-owners.service.js';
import { IssuerProfileStore } from '../issuer-profile/issuer-profile.store.js';
import { BadgeFault } from './status-info.js';

/** What a wallet needs for each of its requests. */
export const needed = { read: badgeScopes[0], upsert: badgeScopes[1], readProfile: badgeScopes[2], updateProfile: badgeScopes[3] } as const;

/** A wallet on behalf of a person. */
export interface BadgeCaller {
  readonly principal: Principal;
  readonly account: string;
  readonly tenant: string;
  /** His record there; undefined for a person whom the tenant has none of. */
  readonly owner: Owner | undefined;
}

/** Finds out for whom a wallet asks, and where. */
@Injectable()
export class BadgeCallers {
  constructor(
    private readonly database: Database,
    private readonly profiles: IssuerProfileStore,
    private readonly owners: BackpackOwners,
  ) {}

  /** Throws BadgeFault: 401 without a person's token, 403 without the scope, 404 for a tenant that is not there. */
  async of(request: Request, place: string, scope: BadgeScope): Promise<BadgeCaller> {
    const { principal } = statementOf(request);
    const { account } = principal;
    if (account === null) throw new BadgeFault(401, 'unauthorizedrequest', 'Send the access token of a person.', { 'www-authenticate': 'Bearer' });
    if (!principal.badgeScopes.includes(scope)) {
      throw new BadgeFault(403, 'forbidden', `The token lacks the scope ${scope}.`, { 'www-authenticate': `Bearer error="insufficient_scope", scope="${scope}"` });
    }
    const { tenant } = await this.placeOf(place);
    const [owner] = await this.owners.ofPerson(account, tenant);
    return { principal, account, tenant, owner };
  }

  /** The tenant behind `ten_…`, or behind the slug of one of its issuers, and a name for it. Throws BadgeFault 404. */
  async placeOf(place: string): Promise<{ tenant: string; name: string }> {
    const tenant = uuidOf('Tenant', place);
    if (tenant !== undefined) return { tenant, name: 'this registry' };
    const issuer = /^[a-z0-9-]{1,100}$/.test(place) ? await this.database.read({ tenant: null }, (tx) => this.profiles.bySlug(tx, place)) : undefined;
    if (!issuer) throw new BadgeFault(404, 'not_found', 'There is no such host of badges.');
    return { tenant: issuer.tenant, name: issuer.name };
  }
}

/** His record, for what cannot be without one. Throws BadgeFault 404. */
export function ownerOf({ owner }: BadgeCaller): Owner {
  if (!owner) throw new BadgeFault(404, 'not_found', 'The person has claimed no record here.');
  return owner;
}
