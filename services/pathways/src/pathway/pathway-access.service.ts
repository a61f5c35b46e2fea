import { accepted, type Decision, grantMissing, may, maySomewhere, notFound, type Principal, refused } from '@cairn/access';
import { appendEvents, type Mark } from '@cairn/messaging';
import { Database } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { Pathway, PathwayAccess, PathwayApproval } from './pathway.js';
import { pathwayAccessChangedEvent } from '../events/publishes-pathways.js';
import { PathwayStore } from './pathway.store.js';

/** What is to be changed; what is left out stays. */
export interface AccessWish {
  readonly access?: PathwayAccess | null;
  readonly approval?: PathwayApproval | null;
  readonly visibility?: PathwayAccess | null;
}

/** Who may follow and see a pathway. It concerns new enrolments only; those under way go on as they began. */
@Injectable()
export class PathwayAccessService {
  constructor(
    private readonly database: Database,
    private readonly pathways: PathwayStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async set(principal: Principal, id: string, wish: AccessWish): Promise<Decision<{ id: string; marks: Mark[] }>> {
    const { tenant } = principal;
    if (tenant === null || !maySomewhere(principal, 'PUBLISH')) return refused(grantMissing('PUBLISH'));
    return this.database.write({ tenant }, async (tx) => {
      const before = await this.pathways.lock(tx, tenant, id);
      if (!before) return refused(notFound('pathway', 'id'));
      if (!may(principal, 'PUBLISH', { issuer: before.issuer, pathway: id })) return refused(grantMissing('PUBLISH'));
      const after: Pathway = {
        ...before,
        access: wish.access ?? before.access,
        approval: wish.approval ?? before.approval,
        visibility: wish.visibility ?? before.visibility,
        version: before.version + 1,
        updatedAt: new Date(this.clock.now()),
      };
      if (after.access === before.access && after.approval === before.approval && after.visibility === before.visibility) return accepted({ id, marks: [] });
      await this.pathways.update(tx, after);
      if (after.visibility !== before.visibility) await this.pathways.show(tx, after);
      return accepted({ id, marks: await appendEvents(tx, [pathwayAccessChangedEvent(after)]) });
    });
  }
}
