import { accepted, type Decision, grantMissing, maySomewhere, notFound, type Principal, refusal, refused } from '@cairn/access';
import { appendEvents, type Mark } from '@cairn/messaging';
import { Database, newId } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { IssuerProfileStore } from '../issuer-profile/issuer-profile.store.js';
import { type Accreditation, checkAccreditation, type WantedAccreditation } from './accreditation.js';
import { accreditationEvent } from '../events/accreditation-events.js';
import { AccreditationStore } from './accreditation.store.js';

export interface RecordedAccreditation {
  readonly accreditation: Accreditation;
  readonly marks: readonly Mark[];
}

/** What bodies state about issuers, with dates. Nothing is changed: corrections and ends are recorded beside what was known before. */
@Injectable()
export class Accreditations {
  constructor(
    private readonly database: Database,
    private readonly store: AccreditationStore,
    private readonly profiles: IssuerProfileStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  byId(id: string): Promise<Accreditation | undefined> {
    return this.database.read({ tenant: null }, (tx) => this.store.byId(tx, id));
  }

  /** Every version about issuers, by their DIDs or addresses. */
  about(subjects: readonly string[]): Promise<Accreditation[]> {
    return this.database.read({ tenant: null }, (tx) => this.store.about(tx, subjects));
  }

  async record(principal: Principal, wanted: WantedAccreditation): Promise<Decision<RecordedAccreditation>> {
    const tenant = mayRecord(principal);
    if (tenant === null) return refused(grantMissing('ADMINISTER'));
    const checked = checkAccreditation(wanted);
    if (!checked.ok) return checked;
    return this.database.write({ tenant }, async (tx) => {
      const identity = await this.profiles.identityByDid(tx, wanted.subject);
      if (identity?.tenant === tenant && !principal.operator) return refused(refusal('ACCREDITATION_SELF', 'Nobody accredits an issuer of his own; the body that does records it.', 'subject'));
      const accreditation = { ...checked.value, tenant, id: newId(), version: 1, subjectIssuer: identity?.issuer ?? null, recordedAt: this.now() };
      await this.store.add(tx, accreditation);
      return accepted({ accreditation, marks: await appendEvents(tx, [accreditationEvent('recorded', accreditation)]) });
    });
  }

  /** @param change what is to stand instead */
  correct(principal: Principal, id: string, change: Partial<Omit<WantedAccreditation, 'subject'>>): Promise<Decision<RecordedAccreditation>> {
    return this.next(principal, id, 'corrected', change);
  }

  /** @param until the first day on which it no longer holds */
  end(principal: Principal, id: string, until: string): Promise<Decision<RecordedAccreditation>> {
    return this.next(principal, id, 'ended', { until });
  }

  private async next(principal: Principal, id: string, what: 'corrected' | 'ended', change: Partial<WantedAccreditation>): Promise<Decision<RecordedAccreditation>> {
    const tenant = mayRecord(principal);
    if (tenant === null) return refused(grantMissing('ADMINISTER'));
    return this.database.write({ tenant }, async (tx) => {
      const standing = await this.store.ofTenant(tx, tenant, id);
      if (!standing) return refused(notFound('accreditation', 'id'));
      const day = this.now().toISOString().slice(0, 10);
      if (what === 'ended' && standing.until !== null && standing.until <= day)
        return refused(refusal('ACCREDITATION_INVALID', `It ended on ${standing.until}; what was wrong about that is corrected.`, 'id'));
      const checked = checkAccreditation({ ...standing, ...change });
      if (!checked.ok) return checked;
      const accreditation = { ...checked.value, version: standing.version + 1, recordedAt: this.now() };
      await this.store.add(tx, accreditation);
      return accepted({ accreditation, marks: await appendEvents(tx, [accreditationEvent(what, accreditation)]) });
    });
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}

/** The tenant for which the caller may record; null when he may not. */
const mayRecord = (principal: Principal): string | null => (principal.operator || maySomewhere(principal, 'ADMINISTER') ? principal.tenant : null);
