import { accepted, type Decision, grantMissing, may, maySomewhere, notFound, type Principal, type Refusal, refusal, refused } from '@cairn/access';
import { appendEvents } from '@cairn/messaging';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { type Achievement, activeFaults, sectorFaults, touched } from '../achievement/achievement.js';
import type { Wrote } from '../achievement/achievement-design.service.js';
import { AchievementStore } from '../achievement/achievement.store.js';
import { CatalogueStore } from '../catalogue/catalogue.store.js';
import { versionPublishedEvent, versionRetiredEvent } from '../events/publishes.js';
import { IssuerCopyStore } from '../issuer-copy/issuer-copy.store.js';
import type { AchievementVersion } from './achievement-version.js';
import { AchievementVersionStore } from './achievement-version.store.js';
import { publish, retire, supersede } from './publication.js';
import { placedLeaves } from './requirement.js';
import { type Supersession, type SupersessionAsked, supersessionOf } from './supersession.js';

/** The life of a version after it was drafted. Every change takes the achievement's row lock first. */
@Injectable()
export class AchievementPublishService {
  constructor(
    private readonly database: Database,
    private readonly achievements: AchievementStore,
    private readonly versions: AchievementVersionStore,
    private readonly catalogue: CatalogueStore,
    private readonly issuers: IssuerCopyStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Publishes a draft; the version published before it is superseded in the same transaction. */
  publish(principal: Principal, id: string, how: SupersessionAsked): Promise<Decision<Wrote>> {
    return this.change(principal, id, (tx, achievement, draft, now) => this.publishIn(tx, achievement, draft, how, now));
  }

  /** The same within a transaction that does more and holds the achievement's row lock. */
  async publishIn(tx: Tx, achievement: Achievement, draft: AchievementVersion, how: SupersessionAsked, now: Date): Promise<Decision<Wrote>> {
    const [current] = achievement.currentVersionId ? await this.versions.byIds(tx, [achievement.currentVersionId]) : [];
    const published = await this.decidePublication(tx, achievement, draft, supersessionOf(current ?? null, how, now), now);
    if (!published.ok) return published;
    const superseded = current ? supersede(current, now) : null;
    // In this order: there is never more than one published version.
    if (superseded) await this.versions.updateState(tx, superseded);
    await this.versions.updateState(tx, published.value);
    const lineage = touched(achievement, now, { currentVersionId: draft.id, shownVersionId: draft.id, published: true });
    await this.achievements.update(tx, lineage);
    if (lineage.archivedAt === null) await this.catalogue.show(tx, lineage.tenant, lineage.id);
    const event = versionPublishedEvent({ achievement: lineage, version: published.value }, superseded);
    return accepted({ achievement: lineage.id, version: draft.id, marks: await appendEvents(tx, [event]) });
  }

  /** Ends awarding under a version. No other version takes the place of a current one. */
  retire(principal: Principal, id: string): Promise<Decision<Wrote>> {
    return this.change(principal, id, async (tx, achievement, version, now) => {
      const retired = retire(version, now);
      if (!retired.ok) return retired;
      await this.versions.updateState(tx, retired.value);
      const lineage = touched(achievement, now, achievement.currentVersionId === id ? await this.withoutCurrent(tx, achievement) : {});
      await this.achievements.update(tx, lineage);
      if (lineage.currentVersionId === null) await this.catalogue.hide(tx, lineage.tenant, lineage.id);
      else if (lineage.archivedAt === null) await this.catalogue.show(tx, lineage.tenant, lineage.id);
      const event = versionRetiredEvent({ achievement: lineage, version: retired.value });
      return accepted({ achievement: lineage.id, version: id, marks: await appendEvents(tx, [event]) });
    });
  }

  private async withoutCurrent(tx: Tx, { tenant, id, shownVersionId }: Achievement): Promise<Partial<Achievement>> {
    const draft = await this.versions.newestDraft(tx, tenant, id);
    return { currentVersionId: null, shownVersionId: draft ?? shownVersionId };
  }

  /** What the text, the state and the issuer have against it, all at once. */
  private async decidePublication(
    tx: Tx,
    achievement: Achievement,
    draft: AchievementVersion,
    supersession: Decision<Supersession>,
    now: Date,
  ): Promise<Decision<AchievementVersion>> {
    const issuer = await this.issuers.byId(tx, achievement.issuerId);
    if (!issuer) throw new Error('an achievement was made without a copy of its issuer');
    const published = publish(draft, now, supersession.ok ? supersession.value : undefined);
    const faults = [
      ...activeFaults(issuer, 'id'),
      ...sectorFaults(issuer, draft),
      ...(supersession.ok ? [] : supersession.refusals),
      ...(published.ok ? [] : published.refusals),
      ...(await this.priorFaults(tx, achievement, draft)),
    ];
    return faults.length > 0 ? refused(...faults) : published;
  }

  /** PRIOR_AWARD names an achievement that there is: published and visible to the tenant, and another one. */
  private async priorFaults(tx: Tx, { id }: Achievement, { requirement }: AchievementVersion): Promise<Refusal[]> {
    const named = placedLeaves(requirement).flatMap(({ leaf: { achievement }, path }) => (achievement ? [{ achievement, path }] : []));
    if (named.length === 0) return [];
    const found = await this.achievements.byIds(tx, named.map(({ achievement }) => achievement));
    const fit = new Set(found.filter((one) => one.published && one.id !== id).map((one) => one.id));
    return named
      .filter(({ achievement }) => !fit.has(achievement))
      .map(({ path }) => refusal('REQUIREMENT_INVALID', 'There is no other published achievement of this id.', ...path, 'achievementId'));
  }

  private async change(
    principal: Principal,
    id: string,
    decide: (tx: Tx, achievement: Achievement, version: AchievementVersion, now: Date) => Promise<Decision<Wrote>>,
  ): Promise<Decision<Wrote>> {
    const { tenant } = principal;
    if (tenant === null || !maySomewhere(principal, 'PUBLISH')) return refused(grantMissing('PUBLISH'));
    return this.database.write({ tenant }, async (tx) => {
      const achievement = await this.achievements.lockByVersion(tx, tenant, id);
      // Read after the lock, so that the state is the one that the lock protects.
      const [version] = achievement ? await this.versions.byIds(tx, [id]) : [];
      if (!achievement || !version) return refused(notFound('achievement version', 'id'));
      if (!may(principal, 'PUBLISH', { issuer: achievement.issuerId, achievement: achievement.id })) return refused(grantMissing('PUBLISH'));
      return decide(tx, achievement, version, new Date(this.clock.now()));
    });
  }
}
