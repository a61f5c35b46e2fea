import { accepted, type Decision, grantMissing, may, maySomewhere, notFound, type Principal, refusal, refused } from '@cairn/access';
import { appendEvents, type Mark } from '@cairn/messaging';
import { Database } from '@cairn/postgres';
import { compile } from '@cairn/requirements';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { KnownCopies } from '../copies/known-copies.service.js';
import { pathwayVersionPublishedEvent } from '../events/publishes.js';
import { achievementsOf } from './definition-ids.js';
import { type PathwayVersion, withPublished } from './pathway.js';
import { PathwayStore } from './pathway.store.js';
import { PathwayVersionStore } from './pathway-version.store.js';
import { checkPublication } from './publication.js';

/** Makes a draft the version that new enrolments follow. */
@Injectable()
export class PathwayPublisherService {
  constructor(
    private readonly database: Database,
    private readonly pathways: PathwayStore,
    private readonly versions: PathwayVersionStore,
    private readonly copies: KnownCopies,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async publish(principal: Principal, id: string): Promise<Decision<{ id: string; marks: Mark[] }>> {
    const { tenant } = principal;
    if (tenant === null || !maySomewhere(principal, 'PUBLISH')) return refused(grantMissing('PUBLISH'));
    const [draft] = await this.database.read({ tenant }, (tx) => this.versions.byIds(tx, [id]));
    if (draft?.tenant !== tenant) return refused(notFound('pathway version', 'id'));
    if (draft.state !== 'DRAFT') return notADraft(draft);
    const achievements = await this.copies.achievements(achievementsOf(draft.definition));
    return this.database.write({ tenant }, async (tx) => {
      await this.versions.lockPublications(tx, tenant);
      const pathway = await this.pathways.lock(tx, tenant, draft.pathway);
      const [current] = await this.versions.byIds(tx, [id]);
      if (!pathway || !current) return refused(notFound('pathway version', 'id'));
      if (!may(principal, 'PUBLISH', { issuer: pathway.issuer, pathway: pathway.id })) return refused(grantMissing('PUBLISH'));
      if (current.state !== 'DRAFT') return notADraft(current);
      const others = current.completionAchievement === null ? [] : await this.versions.awarding(tx, tenant, pathway.id);
      const checked = checkPublication(current.definition, { tenant, achievements, others });
      if (!checked.ok) return checked;
      const now = new Date(this.clock.now());
      const version: PathwayVersion = { ...current, state: 'PUBLISHED', warnings: checked.value, publishedAt: now };
      const after = withPublished(pathway, version, now);
      await this.versions.publish(tx, version, compile(version.definition).leafAchievements);
      await this.pathways.update(tx, after);
      return accepted({ id, marks: await appendEvents(tx, [pathwayVersionPublishedEvent(after, version)]) });
    });
  }
}

const notADraft = ({ number, state }: PathwayVersion) =>
  refused(refusal('PATHWAY_VERSION_STATE_INVALID', `Version ${number} is ${state}; only a draft can be published.`, 'id'));
