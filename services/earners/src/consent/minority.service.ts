import { accepted, type Decision, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import type { Mark } from '@cairn/messaging';
import { appendEvents } from '@cairn/messaging';
import { asUuid, Database } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { Earner } from '../earner/earner.js';
import { EarnerWriteStore } from '../earner/earner-write.store.js';
import { PersonalData } from '../earner/personal-data.js';
import { earnerChangedEvent } from '../events/publishes.js';
import { EarnerAccess } from '../person/earner-access.js';
import { GuardianStore } from './guardian.store.js';
import { Guardians } from './guardians.js';

/** Who is a minor, as the tenant that keeps the record knows it. Nobody's birthday is kept: only until when it matters. */
@Injectable()
export class MinorityService {
  constructor(
    private readonly database: Database,
    private readonly access: EarnerAccess,
    private readonly earners: EarnerWriteStore,
    private readonly store: GuardianStore,
    private readonly guardians: Guardians,
    private readonly personal: PersonalData,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @param until civil day from which the person is of age; null: not a minor */
  async state(principal: Principal, id: string, until: string | null): Promise<Decision<{ id: string; marks: Mark[] }>> {
    const acting = await this.access.to(principal, id, 'AWARD');
    if (!acting.ok) return acting;
    const { earner, as } = acting.value;
    if (as === 'PERSON') return refused(refusal('GRANT_MISSING', 'Whether somebody is a minor is stated by the tenant that keeps the record.', 'earnerId'));
    const { tenant } = earner;
    return this.database.write({ tenant }, async (tx) => {
      const row = await this.earners.lock(tx, tenant, earner.id);
      if (!row?.key || (row.state !== 'PROVISIONAL' && row.state !== 'CLAIMED')) {
        return refused(refusal('EARNER_STATE_INVALID', 'A record that does not stand for anybody is not changed.', 'earnerId'));
      }
      const at = new Date(this.clock.now());
      const key = this.personal.unwrap(tenant, earner.id, row.key);
      await this.store.put(tx, tenant, earner.id, until === null ? null : this.personal.seal(key, { tenant, earner: earner.id, field: 'minor until' }, until));
      await this.earners.touch(tx, tenant, earner.id, row.version + 1, at);
      await note(tx, { tenant, action: 'cairn.earner.minority-stated', subject: earner.id, subjectKind: 'EARNER', earners: [earner.id] });
      return accepted({ id: earner.id, marks: await appendEvents(tx, [earnerChangedEvent(asUuid(tenant), asUuid(earner.id), row.version + 1, at)]) });
    });
  }

  /** Until when each of the earners is a minor, in their order. Whoever reads an earner may know it. */
  async of(earners: readonly Earner[]): Promise<(string | null)[]> {
    const found = new Map<string, string | null>();
    for (const tenant of new Set(earners.map((one) => one.tenant))) {
      const ids = earners.filter((one) => one.tenant === tenant).map(({ id }) => id);
      const known = await this.database.read({ tenant }, (tx) => this.guardians.of(tx, tenant, ids));
      for (const [id, { minorUntil }] of known) found.set(id, minorUntil);
    }
    return earners.map(({ id }) => found.get(id) ?? null);
  }
}
