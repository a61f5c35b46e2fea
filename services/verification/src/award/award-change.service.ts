import type { AwardFact } from '@cairn/events';
import { appendEvents, type Outcome } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { CredentialStore } from '../credential/credential.store.js';
import { statusChangedEvent } from '../events/publishes.js';
import { effectiveAt } from '../status-list/status-change.js';
import { StatusChangeStore } from '../status-list/status-change.store.js';
import { AwardIntakeService } from './award-intake.service.js';
import { AwardStateStore } from './award-state.store.js';

export interface Standing {
  readonly purpose: 'revocation' | 'suspension';
  readonly value: boolean;
}

/** Takes over what happens to an award later: acceptance makes its credential, revocation sets the bit, suspension is kept as state. */
@Injectable()
export class AwardChangeService {
  constructor(
    private readonly awards: AwardStateStore,
    private readonly intake: AwardIntakeService,
    private readonly changes: StatusChangeStore,
    private readonly credentials: CredentialStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async take(
    tx: Tx,
    tenant: string,
    cause: string,
    fact: AwardFact & { on: string; at: string },
    standing: Standing | null,
    replacedBy: string | null = null,
  ): Promise<Outcome> {
    const known = await this.awards.lock(tx, tenant, fact.award);
    if (fact.version <= known) return 'stale';
    if (known === 0 || fact.version > known + 1) return 'early';
    await this.awards.update(tx, tenant, fact, replacedBy);
    if (standing) await this.record(tx, tenant, fact, standing);
    else if (fact.state === 'ACTIVE') await this.intake.prepare(tx, tenant, cause, [fact], () => new Date(fact.at));
    return 'applied';
  }

  /** Who may see the award from now on, and so its page. */
  async shown(tx: Tx, tenant: string, fact: AwardFact): Promise<Outcome> {
    const known = await this.awards.lock(tx, tenant, fact.award);
    if (fact.version <= known) return 'stale';
    if (known === 0 || fact.version > known + 1) return 'early';
    await this.awards.update(tx, tenant, fact, null);
    await this.credentials.show(tx, tenant, fact.award, fact.visibility === 'PUBLIC');
    return 'applied';
  }

  private async record(tx: Tx, tenant: string, fact: AwardFact & { on: string; at: string }, standing: Standing): Promise<void> {
    const now = new Date(this.clock.now());
    await this.changes.add(tx, tenant, {
      ...standing,
      award: fact.award,
      awardVersion: fact.version,
      at: effectiveAt(fact.on, fact.at),
      recordedAt: now,
    });
    if (standing.purpose !== 'revocation') return;
    // An offer that is withdrawn never had a credential.
    const credential = await this.credentials.revoke(tx, tenant, fact.award, now);
    if (credential) await appendEvents(tx, [statusChangedEvent(tenant, credential, now)]);
  }
}
