import { accepted, type Decision, newTenantSecret, notFound, type Principal, refusal, refused, tenantSecretHash } from '@cairn/access';
import { appendEvents, type Mark, type NewEvent } from '@cairn/messaging';
import { Database, newId, type Tx } from '@cairn/postgres';
import { CLOCK, type Platform, PLATFORM } from '@cairn/service';
import { publicId } from '@cairn/subgraph';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { VersionCopyStore } from '../achievement-version/version-copy.store.js';
import type { Award } from '../award/award.js';
import { AwardStore } from '../award/award.store.js';
import { AwardViewService } from '../award/award-view.service.js';
import { AwardVisibilityStore } from '../award/award-visibility.store.js';
import { type ConsentFact, consentsOf, standingFor } from '../consent/consent.js';
import { ConsentStore } from '../consent/consent.store.js';
import { guardianMissing } from '../consent/guardian.js';
import { Guardians } from '../consent/guardians.js';
import { EarnerWriteStore } from '../earner/earner-write.store.js';
import { awardVisibilityChangedEvent, consentGivenEvent } from '../events/publishes-people.js';
import { shareEndedEvent, shareOpenedEvent } from '../events/publishes-shares.js';
import { viewerOf } from '../person/earner-access.js';
import { type AskedShare, checkShare, type Share, shareStateAt } from './share.js';
import { ShareStore } from './share.store.js';

/** A share that was made, with the address that is told this once. */
export interface MadeShare {
  readonly share: Share;
  readonly link: string;
  readonly marks: readonly Mark[];
}

/** Links to awards: made and ended by the person who earned them, and by nobody else. */
@Injectable()
export class ShareService {
  constructor(
    private readonly database: Database,
    private readonly views: AwardViewService,
    private readonly awards: AwardStore,
    private readonly versions: VersionCopyStore,
    private readonly earners: EarnerWriteStore,
    private readonly consents: ConsentStore,
    private readonly guardians: Guardians,
    private readonly visibility: AwardVisibilityStore,
    private readonly store: ShareStore,
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Opens a link. Who makes one consents to it (SHARE_LINK), and a private award is shown by link from then on. */
  async open(principal: Principal, award: string, asked: AskedShare): Promise<Decision<MadeShare>> {
    const found = await this.own(principal, award);
    if (!found.ok) return found;
    const { tenant, earner } = found.value;
    return this.database.write({ tenant }, async (tx) => {
      // The record first, as everyone does who changes what it allows.
      const row = await this.earners.lock(tx, tenant, earner);
      const held = await this.awards.lock(tx, tenant, award);
      if (!row || !held || held.earner !== earner) return refused(notFound('award', 'awardId'));
      const at = new Date(this.clock.now());
      const checked = checkShare(held, asked, await this.store.open(tx, tenant, award, at), at);
      if (!checked.ok) return checked;
      if (await this.waitsForGuardian(tx, held)) return refused(guardianMissing('awardId'));
      const secret = newTenantSecret(tenant);
      const hash = tenantSecretHash(secret);
      const share: Share = { ...checked.value, id: newId(), tenant, award, openedAt: at, endedAt: null };
      await this.store.insert(tx, share, hash);
      const events = [...(await this.consented(tx, tenant, earner, at)), ...(await this.shown(tx, held, at)), shareOpenedEvent(share, earner, hash)];
      return accepted({ share, link: this.linkOf(award, secret), marks: await appendEvents(tx, events) });
    });
  }

  /** Ends a link; the last one takes an award that was shown by link alone back to private. */
  async end(principal: Principal, id: string): Promise<Decision<{ award: string; share: Share; marks: readonly Mark[] }>> {
    const found = await this.database.read(viewerOf(principal), (tx) => this.store.byId(tx, id));
    const own = found && (await this.own(principal, found.award));
    if (!found || !own?.ok) return refused(notFound('share', 'shareId'));
    const { tenant, award } = found;
    return this.database.write({ tenant }, async (tx) => {
      const held = await this.awards.lock(tx, tenant, award);
      const at = new Date(this.clock.now());
      const ended = await this.store.end(tx, tenant, id, at);
      if (!held || !ended) return refused(refusal('SHARE_STATE_INVALID', 'The link has ended already.', 'shareId'));
      const last = held.visibility === 'LINK' && (await this.store.open(tx, tenant, award, at)) === 0;
      const events = [shareEndedEvent(tenant, ended, at), ...(last ? [await this.put(tx, { ...held, visibility: 'PRIVATE' }, at)] : [])];
      return accepted({ award, share: { ...found, endedAt: at }, marks: await appendEvents(tx, events) });
    });
  }

  /** Links to awards, in the order of the awards: those that the caller may know of. */
  async of(principal: Principal, awards: readonly string[]): Promise<Share[][]> {
    const rows = await this.database.read(viewerOf(principal), (tx) => this.store.ofAwards(tx, awards));
    return awards.map((award) => rows.filter((row) => row.award === award));
  }

  stateOf(share: Share) {
    return shareStateAt(share, new Date(this.clock.now()));
  }

  /** The award, where the caller is who earned it. To others it is as if there were none. */
  private async own(principal: Principal, award: string): Promise<Decision<Award>> {
    const [found] = await this.views.byIds(viewerOf(principal), [award]);
    if (found?.mine) return accepted(found);
    if (found && found.tenant === principal.tenant) return refused(refusal('VISIBILITY_NOT_YOURS', 'Links to an award are made by the person who earned it.', 'awardId'));
    return refused(notFound('award', 'awardId'));
  }

  private async waitsForGuardian(tx: Tx, { tenant, earner, achievementVersion }: Award): Promise<boolean> {
    const [version] = await this.versions.byIds(tx, tenant, [achievementVersion]);
    if (!version || version.guardianBelowAge === null) return false;
    return (await this.guardians.missing(tx, tenant, [earner], today(this.clock))).has(earner);
  }

  private async consented(tx: Tx, tenant: string, earner: string, at: Date): Promise<NewEvent[]> {
    const [facts = []] = await this.consents.of(tx, [{ tenant, id: earner }]);
    if (standingFor(consentsOf(facts), 'SHARE_LINK')) return [];
    const fact: ConsentFact = { id: newId(), version: 1, earner, purpose: 'SHARE_LINK', by: 'PERSON', evidence: null, at };
    await this.consents.add(tx, tenant, fact);
    return consentsOf([fact]).map((given) => consentGivenEvent(tenant, given));
  }

  private async shown(tx: Tx, award: Award, at: Date): Promise<NewEvent[]> {
    return award.visibility === 'PRIVATE' ? [await this.put(tx, { ...award, visibility: 'LINK' }, at)] : [];
  }

  private async put(tx: Tx, award: Award, at: Date): Promise<NewEvent> {
    const changed = { ...award, version: award.version + 1, updatedAt: at };
    await this.visibility.put(tx, changed);
    return awardVisibilityChangedEvent(changed);
  }

  private linkOf(award: string, secret: string): string {
    return `${this.platform.publicUrl}/c/${publicId('Award', award)}?share=${secret}`;
  }
}
