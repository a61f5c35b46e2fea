import { accepted, type Decision, grantMissing, may, maySomewhere, notFound, type Principal, refusal, refused } from '@cairn/access';
import { appendEvents, type Mark } from '@cairn/messaging';
import { Database } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { pathwayVersionClosedEvent } from '../events/publishes-pathways.js';
import { PathwayStore } from './pathway.store.js';
import { PathwayVersionStore } from './pathway-version.store.js';

/** Ends new enrolments in a version. The pathway stays where it is, to be read. */
@Injectable()
export class PathwayClosingService {
  constructor(
    private readonly database: Database,
    private readonly pathways: PathwayStore,
    private readonly versions: PathwayVersionStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async close(principal: Principal, id: string): Promise<Decision<{ id: string; marks: Mark[] }>> {
    const { tenant } = principal;
    if (tenant === null || !maySomewhere(principal, 'PUBLISH')) return refused(grantMissing('PUBLISH'));
    return this.database.write({ tenant }, async (tx) => {
      const [found] = await this.versions.byIds(tx, [id]);
      const before = found?.tenant === tenant ? await this.pathways.lock(tx, tenant, found.pathway) : undefined;
      const [version] = before ? await this.versions.byIds(tx, [id]) : [];
      if (!before || !version) return refused(notFound('pathway version', 'id'));
      if (!may(principal, 'PUBLISH', { issuer: before.issuer, pathway: before.id })) return refused(grantMissing('PUBLISH'));
      if (version.state !== 'PUBLISHED') {
        return refused(refusal('PATHWAY_VERSION_STATE_INVALID', `Version ${version.number} is ${version.state}; only a published one can be closed.`, 'id'));
      }
      const now = new Date(this.clock.now());
      const pathway = { ...before, version: before.version + 1, updatedAt: now };
      await this.versions.close(tx, version, now);
      await this.pathways.update(tx, pathway);
      return accepted({ id, marks: await appendEvents(tx, [pathwayVersionClosedEvent(pathway, version)]) });
    });
  }
}
