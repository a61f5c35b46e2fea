import { accepted, type Decision, grantMissing, may, maySomewhere, notFound, type Principal, refused } from '@cairn/access';
import { appendEvents, type Mark } from '@cairn/messaging';
import { Database } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { CatalogueStore } from '../catalogue/catalogue.store.js';
import { archivedEvent, restoredEvent } from '../events/publishes.js';
import { touched } from './achievement.js';
import { AchievementStore } from './achievement.store.js';

/** Whether an achievement is in the catalogue. Versions and awards are untouched by it. */
@Injectable()
export class AchievementArchiveService {
  constructor(
    private readonly database: Database,
    private readonly achievements: AchievementStore,
    private readonly catalogue: CatalogueStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Hides it or shows it again; the marks are none when it already is as asked. */
  set(principal: Principal, id: string, archived: boolean): Promise<Decision<Mark[]>> {
    const { tenant } = principal;
    if (tenant === null || !maySomewhere(principal, 'PUBLISH')) return Promise.resolve(refused(grantMissing('PUBLISH')));
    return this.database.write({ tenant }, async (tx): Promise<Decision<Mark[]>> => {
      const found = await this.achievements.lock(tx, tenant, id);
      if (!found) return refused(notFound('achievement', 'id'));
      if (!may(principal, 'PUBLISH', { issuer: found.issuerId, achievement: id })) return refused(grantMissing('PUBLISH'));
      if ((found.archivedAt !== null) === archived) return accepted([]);
      const now = new Date(this.clock.now());
      const achievement = touched(found, now, { archivedAt: archived ? now : null });
      await this.achievements.update(tx, achievement);
      if (archived) await this.catalogue.hide(tx, tenant, id);
      else await this.catalogue.show(tx, tenant, id);
      return accepted(await appendEvents(tx, [archived ? archivedEvent(achievement) : restoredEvent(achievement)]));
    });
  }
}
