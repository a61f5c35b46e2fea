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

  take(
    tx: Tx,
    tenant: string,
    cause: string,
    fact: AwardFact & { on: string; at: string },
    standing: Standing | null,
    replacedBy: string | null = null,
  ): Promise<Outcome> {
    return this.inOrder(tx, tenant, fact, replacedBy, async () => {
      if (standing) await this.record(tx, tenant, fact, standing);
      else if (fact.state === 'ACTIVE') await this.intake.prepare(tx, tenant, cause, [fact], () => new Date(fact.at));
    });
  }

  /** Who may see the award from now on, and so its page. */
  shown(tx: Tx, tenant: string, fact: AwardFact): Promise<Outcome> {
    return this.inOrder(tx, tenant, fact, null, () => this.credentials.show(tx, tenant, fact.award, fact.visibility === 'PUBLIC'));
  }

  /** Its document says by itself when it ends. */
  expired(tx: Tx, tenant: string, fact: AwardFact): Promise<Outcome> {
    return this.inOrder(tx, tenant, fact, null, async () => undefined);
  }

  renewed(tx: Tx, tenant: string, cause: string, fact: AwardFact & { at: string }): Promise<Outcome> {
    return this.inOrder(tx, tenant, fact, null, () => this.intake.prepareTerm(tx, tenant, cause, fact, new Date(fact.at)));
  }

  private async inOrder(tx: Tx, tenant: string, fact: AwardFact, replacedBy: string | null, effect: () => Promise<void>): Promise<Outcome> {
    const known = await this.awards.lock(tx, tenant, fact.award);
    if (fact.version <= known) return 'stale';
    if (known === 0 || fact.version > known + 1) return 'early';
    await this.awards.update(tx, tenant, fact, replacedBy);
    await effect();
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
    // An offer that is withdrawn never had a credential; a renewed award has one for each term.
    const credentials = await this.credentials.revoke(tx, tenant, fact.award, now);
    if (credentials.length > 0) await appendEvents(tx, credentials.map((credential) => statusChangedEvent(tenant, credential, now)));
  }
}
