import { accepted, type Decision, grantMissing, may, maySomewhere, notFound, type Principal, refused } from '@cairn/access';
import { Injectable } from '@nestjs/common';
import type { Earner } from '../earner/earner.js';
import { EarnerViewService, type Viewer } from '../earner/earner-view.service.js';

/** By what a caller acts on an earner: as the person himself, or for the tenant that keeps the record. */
export interface Acting {
  readonly earner: Earner;
  readonly as: 'PERSON' | 'TENANT';
}

/** What a tenant's own client or member needs. `AWARD` over anything will do, since people belong to no issuer. */
export type Needed = 'AWARD' | 'ADMINISTER';

export const viewerOf = ({ tenant, account }: Principal): Viewer => ({ tenant, account });

/** Decides on whose behalf a caller acts on an earner. Nobody but the person and the tenant of the record ever does. */
@Injectable()
export class EarnerAccess {
  constructor(private readonly views: EarnerViewService) {}

  /** @param id bare; an id that was merged leads to the record it stands for */
  async to(principal: Principal, id: string, needed: Needed, field = 'earnerId'): Promise<Decision<Acting>> {
    const [earner] = await this.views.byIds(viewerOf(principal), [id]);
    if (!earner) return refused(notFound('earner', field));
    if (isHis(principal, earner)) return accepted({ earner, as: 'PERSON' });
    return mayAs(principal, needed) ? accepted({ earner, as: 'TENANT' }) : refused(grantMissing(needed));
  }

  /** Whether the caller may be told everything that is kept about an earner. */
  maySeeAll(principal: Principal, earner: Earner): boolean {
    return isHis(principal, earner) || (principal.tenant === earner.tenant && may(principal, 'ADMINISTER'));
  }
}

const isHis = ({ account }: Principal, earner: Earner): boolean => account !== null && earner.account === account;

const mayAs = (principal: Principal, needed: Needed): boolean =>
  needed === 'ADMINISTER' ? may(principal, 'ADMINISTER') : maySomewhere(principal, 'AWARD');
