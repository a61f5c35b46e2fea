import { accepted, type Decision, type Principal, refusal, refused } from '@cairn/access';
import { appendEvents, type Mark, type NewEvent } from '@cairn/messaging';
import { Database, newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { AwardVisibilityService } from '../award/award-visibility.service.js';
import type { Earner, LockedEarner } from '../earner/earner.js';
import { EarnerWriteStore } from '../earner/earner-write.store.js';
import type { Viewer } from '../earner/earner-view.service.js';
import { PersonalData } from '../earner/personal-data.js';
import { consentGivenEvent, consentWithdrawnEvent } from '../events/publishes-people.js';
import { EarnerAccess } from '../person/earner-access.js';
import { StatisticsGroups } from '../statistics/statistics-groups.service.js';
import { checkEvidence, type Consent, type ConsentFact, consentsOf, isWithdrawn, type Purpose, standingFor } from './consent.js';
import { ConsentStore } from './consent.store.js';
import { ConsentGiving } from './consent-giving.service.js';

export type Written = Decision<{ id: string; marks: Mark[] }>;

/** A consent as its readers see it, the note opened. */
export type ShownConsent = Omit<Consent, 'evidence'> & { readonly evidence: string | null };

/** Consents of persons: given and withdrawn by them, or by a tenant that has it on paper. */
@Injectable()
export class ConsentService {
  constructor(
    private readonly database: Database,
    private readonly access: EarnerAccess,
    private readonly earners: EarnerWriteStore,
    private readonly store: ConsentStore,
    private readonly giving: ConsentGiving,
    private readonly personal: PersonalData,
    private readonly visibility: AwardVisibilityService,
    private readonly statistics: StatisticsGroups,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** A consent that stands already stays as it is. */
  async give(principal: Principal, id: string, purpose: Purpose, evidence: string | null): Promise<Written> {
    const acting = await this.access.to(principal, id, 'AWARD');
    if (!acting.ok) return acting;
    const { earner, as } = acting.value;
    const note = as === 'PERSON' ? accepted(null) : checkEvidence(evidence);
    if (!note.ok) return note;
    return this.inRecord(earner, async (tx, row, consents) => {
      if (standingFor(consents, purpose)) return [];
      return this.giving.give(tx, earner.tenant, [{ row, by: as, note: note.value }], purpose, this.now());
    });
  }

  /** One that does not stand is left as it is; STATISTICS stands until it is withdrawn. Without PUBLIC_PAGE nothing of the person stays public; without SHARE_LINK no link of his opens anything; without STATISTICS he is in no figure. */
  async withdraw(principal: Principal, id: string, purpose: Purpose): Promise<Written> {
    const acting = await this.access.to(principal, id, 'AWARD');
    if (!acting.ok) return acting;
    const { earner, as } = acting.value;
    return this.inRecord(earner, async (tx, row, consents) => {
      const at = this.now();
      const presumed = await this.presumed(tx, earner, row, purpose, consents);
      const standing = presumed ?? standingFor(consents, purpose);
      if (!standing) return [];
      await this.store.add(tx, earner.tenant, { id: standing.id, version: 2, earner: standing.earner, purpose, by: as, evidence: null, at });
      const withdrawn = consentWithdrawnEvent(earner.tenant, standing, at);
      return [...(presumed ? [consentGivenEvent(earner.tenant, presumed)] : []), withdrawn, ...(await this.hidden(tx, earner, purpose, at))];
    });
  }

  /** Whoever said nothing of statistics is counted in them from the day of his record: that ends, and both are on record. */
  private async presumed(tx: Tx, { tenant, createdAt: at }: Earner, { id: earner }: LockedEarner, purpose: Purpose, consents: readonly Consent[]): Promise<Consent | undefined> {
    if (purpose !== 'STATISTICS' || standingFor(consents, purpose) || isWithdrawn(consents, purpose)) return undefined;
    const fact: ConsentFact = { id: newId(), version: 1, earner, purpose, by: 'TENANT', evidence: null, at };
    await this.store.add(tx, tenant, fact);
    return consentsOf([fact])[0];
  }

  private async hidden(tx: Tx, { tenant, id }: Earner, purpose: Purpose, at: Date): Promise<NewEvent[]> {
    if (purpose === 'STATISTICS') return [await this.statistics.withdrawn(tx, tenant, id, at)];
    if (purpose === 'PUBLIC_PAGE') return this.visibility.hideAll(tx, tenant, id, at);
    return purpose === 'SHARE_LINK' ? this.visibility.endLinks(tx, tenant, id, at) : [];
  }

  /** Consents of several earners, in their order, in one statement. */
  async of(viewer: Viewer, earners: readonly Earner[]): Promise<ShownConsent[][]> {
    const facts = await this.database.read(viewer, (tx) => this.store.of(tx, earners));
    return earners.map((earner, at) =>
      consentsOf(facts[at] ?? [])
        .slice(0, 100)
        .map((consent) => ({ ...consent, evidence: this.opened(earner, consent) })),
    );
  }

  /** Works on a record under its lock, so that what stands cannot change meanwhile. */
  private inRecord(earner: Earner, work: (tx: Tx, row: LockedEarner, consents: Consent[]) => Promise<NewEvent[]>): Promise<Written> {
    const { tenant, id } = earner;
    return this.database.write({ tenant }, async (tx) => {
      const row = await this.earners.lock(tx, tenant, id);
      if (row?.state !== 'PROVISIONAL' && row?.state !== 'CLAIMED') {
        return refused(refusal('EARNER_STATE_INVALID', `Consents of a record that is ${row?.state ?? 'gone'} do not change.`, 'earnerId'));
      }
      const [facts = []] = await this.store.of(tx, [earner]);
      return accepted({ id, marks: await appendEvents(tx, await work(tx, row, consentsOf(facts))) });
    });
  }

  /** A note of a merged record was sealed under that record's own key, and is not opened here. */
  private opened({ tenant, id, key }: Earner, { id: consent, earner, evidence }: Consent): string | null {
    if (evidence === null || key === null || earner !== id) return null;
    return this.personal.open(this.personal.unwrap(tenant, id, key), { tenant, earner: id, field: `consent ${consent}` }, evidence);
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
