import { accepted, type Decision, grantMissing, may, notFound, type Principal, refused } from '@cairn/access';
import { appendEvents, type Mark, type NewEvent } from '@cairn/messaging';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { VersionCopyStore } from '../achievement-version/version-copy.store.js';
import { consentsOf, isWithdrawn } from '../consent/consent.js';
import { ConsentStore } from '../consent/consent.store.js';
import { Guardians } from '../consent/guardians.js';
import { EarnerWriteStore } from '../earner/earner-write.store.js';
import { awardVisibilityChangedEvent } from '../events/publishes-people.js';
import { ShareEnding } from '../share/share-ending.js';
import type { Award, Visibility } from './award.js';
import { AwardStore } from './award.store.js';
import { AwardViewService } from './award-view.service.js';
import { show } from './award-visibility.js';
import { AwardVisibilityStore } from './award-visibility.store.js';

/** Who may see awards: changed one by one, or all of a person at once. */
@Injectable()
export class AwardVisibilityService {
  constructor(
    private readonly database: Database,
    private readonly views: AwardViewService,
    private readonly awards: AwardStore,
    private readonly earners: EarnerWriteStore,
    private readonly consents: ConsentStore,
    private readonly guardians: Guardians,
    private readonly versions: VersionCopyStore,
    private readonly store: AwardVisibilityStore,
    private readonly shares: ShareEnding,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async change(principal: Principal, id: string, visibility: Visibility): Promise<Decision<{ id: string; marks: Mark[] }>> {
    const [found] = await this.views.byIds({ tenant: principal.tenant, account: principal.account }, [id]);
    if (!found || (!found.mine && found.tenant !== principal.tenant)) return refused(notFound('award', 'id'));
    const { tenant, issuer, achievement, earner } = found;
    if (!found.mine && !may(principal, 'AWARD', { issuer, achievement })) return refused(grantMissing('AWARD'));
    const as = found.mine ? 'PERSON' : 'TENANT';
    return this.database.write({ tenant }, (tx) => this.changeIn(tx, { tenant, earner, id, visibility, as }));
  }

  /** Ends all links of an earner, and makes what they alone showed private, within the caller's transaction; answers what has to be told. */
  async endLinks(tx: Tx, tenant: string, earner: string, at: Date): Promise<NewEvent[]> {
    const ended = await this.shares.ofEarners(tx, tenant, [earner], at);
    return [...ended, ...(await this.store.hideLinked(tx, tenant, earner, at)).map(awardVisibilityChangedEvent)];
  }

  /** Makes all public awards of an earner private, but for open links, within the caller's transaction; answers what has to be told. */
  async hideAll(tx: Tx, tenant: string, earner: string, at: Date): Promise<NewEvent[]> {
    return (await this.store.hideAll(tx, tenant, earner, at)).map(awardVisibilityChangedEvent);
  }

  private async changeIn(
    tx: Tx,
    { tenant, earner, id, visibility, as }: Pick<Award, 'tenant' | 'earner' | 'id' | 'visibility'> & { as: 'PERSON' | 'TENANT' },
  ): Promise<Decision<{ id: string; marks: Mark[] }>> {
    // The record first, as everyone does who changes what it allows.
    const row = await this.earners.lock(tx, tenant, earner);
    const award = await this.awards.lock(tx, tenant, id);
    if (!award || award.earner !== earner) return refused(notFound('award', 'id'));
    if (award.visibility === visibility) return accepted({ id, marks: [] });
    const [facts = []] = await this.consents.of(tx, [{ tenant, id: earner }]);
    const withdrawn = isWithdrawn(consentsOf(facts), 'PUBLIC_PAGE');
    const [version] = await this.versions.byIds(tx, tenant, [award.achievementVersion]);
    const waiting = version && version.guardianBelowAge !== null ? await this.guardians.missing(tx, tenant, [earner], today(this.clock)) : new Set<string>();
    const showing = { as, earner: row?.state ?? 'PROVISIONAL', withdrawn, internal: version?.useCase === 'INTERNAL_LEARNING', guardianMissing: waiting.has(earner) };
    const shown = show(award, visibility, showing, new Date(this.clock.now()));
    if (!shown.ok) return shown;
    await this.store.put(tx, shown.value);
    const ended = visibility === 'PRIVATE' ? await this.shares.ofAward(tx, tenant, id, shown.value.updatedAt) : [];
    return accepted({ id, marks: await appendEvents(tx, [awardVisibilityChangedEvent(shown.value), ...ended]) });
  }
}
