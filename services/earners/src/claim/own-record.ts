import { accepted, type Decision, refusal, refused } from '@cairn/access';
import { appendEvents, type Mark } from '@cairn/messaging';
import { asUuid, newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { EarnerWriteStore } from '../earner/earner-write.store.js';
import { PersonalData } from '../earner/personal-data.js';
import { earnerCreatedEvent } from '../events/publishes.js';
import { earnerClaimedEvent } from '../events/publishes-people.js';
import { MergeService } from '../merge/merge.service.js';
import { ClaimLinkStore } from './claim-link.store.js';
import { claimUsed } from './claim-code.js';
import { OwnRecordStore } from './own-record.store.js';

type Own = Decision<{ readonly earner: string; readonly marks: readonly Mark[] }>;

/** The record of a person in a tenant: the one that is his, one that becomes his, or a new one. Callers hold the lock of moving people. */
@Injectable()
export class OwnRecord {
  constructor(
    private readonly store: OwnRecordStore,
    private readonly earners: EarnerWriteStore,
    private readonly links: ClaimLinkStore,
    private readonly merges: MergeService,
    private readonly personal: PersonalData,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** A record that was shown to be the person's becomes his, or part of the one that is. */
  async take(tx: Tx, tenant: string, account: string, id: string): Promise<Own> {
    const found = await this.earners.lock(tx, tenant, id);
    if (found?.state === 'CLAIMED') return found.account === account ? accepted({ earner: id, marks: [] }) : refused(claimUsed());
    if (found?.state !== 'PROVISIONAL') return refused(refusal('EARNER_STATE_INVALID', 'The record behind this code stands for nobody any more.', 'code'));
    const own = await this.store.of(tx, tenant, account);
    if (own === undefined) return accepted(await this.claim(tx, tenant, account, id, found.version));
    const into = await this.earners.lock(tx, tenant, own);
    if (!into) throw new Error('a claimed record is gone');
    const merged = await this.merges.join(tx, tenant, found, into);
    // Told of the code, the one thing that the person knows of.
    return merged.ok ? accepted({ earner: own, marks: merged.value.marks }) : refused(...merged.refusals.map(({ code, message }) => refusal(code, message, 'code')));
  }

  /** The person's record in the tenant, made if there is none; a new one bears the name that he chose. */
  async ensure(tx: Tx, tenant: string, account: string, name: string | null = null): Promise<{ readonly earner: string; readonly marks: readonly Mark[] }> {
    const own = await this.store.of(tx, tenant, account);
    if (own !== undefined) return { earner: own, marks: [] };
    const id = newId();
    const at = new Date(this.clock.now());
    const key = this.personal.newKey(tenant, id);
    const sealed = name === null ? null : this.personal.seal(key.open, { tenant, earner: id, field: 'name' }, name);
    await this.store.insert(tx, tenant, id, key.wrapped, sealed, at);
    const created = await appendEvents(tx, [earnerCreatedEvent(asUuid(tenant), id, at)]);
    const { marks } = await this.claim(tx, tenant, account, id, 1);
    return { earner: id, marks: [...created, ...marks] };
  }

  private async claim(tx: Tx, tenant: string, account: string, id: string, before: number): Promise<{ earner: string; marks: readonly Mark[] }> {
    const at = new Date(this.clock.now());
    const version = before + 1;
    await this.links.drop(tx, tenant, [id]);
    await this.earners.claim(tx, tenant, id, { account, version, at });
    return { earner: id, marks: await appendEvents(tx, [earnerClaimedEvent({ tenant, id, version }, account, at)]) };
  }
}
