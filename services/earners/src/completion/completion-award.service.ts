import type { CompletionFact } from '@cairn/events';
import { appendEvents, type Outcome } from '@cairn/messaging';
import { newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { orderOf } from '../achievement-version/copy-clock.store.js';
import { VersionCopyStore } from '../achievement-version/version-copy.store.js';
import { AwardChange, type AwardCommand } from '../award/award-change.js';
import { reinstateCommand, revokeCommand, suspendCommand } from '../award/award-commands.js';
import { AwardStore } from '../award/award.store.js';
import { AwardWriter } from '../award/award-writer.js';
import { decideAward, madeAward } from '../award/new-award.js';
import { KnownEarners } from '../earner/known-earners.js';
import { awardMadeEvent } from '../events/publishes.js';
import { CompletionStore } from './completion.store.js';

/** One event of a completion: its place among the events of that completion, and what it says. */
export interface Heard {
  readonly tenant: string;
  readonly version: number;
  readonly data: CompletionFact;
}

/** Awards the achievement of a completed pathway, and follows when the completion falls away or comes back. */
@Injectable()
export class CompletionAwardService {
  constructor(
    private readonly completions: CompletionStore,
    private readonly versions: VersionCopyStore,
    private readonly awards: AwardStore,
    private readonly writer: AwardWriter,
    private readonly change: AwardChange,
    private readonly earners: KnownEarners,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  reached(tx: Tx, heard: Heard): Promise<Outcome> {
    return this.inOrder(tx, heard, () => this.issue(tx, heard));
  }

  lost(tx: Tx, heard: Heard): Promise<Outcome> {
    return this.inOrder(tx, heard, async (award) => {
      const { onRevocation } = heard.data;
      if (award === null || onRevocation === 'stands') return award;
      return this.follow(tx, heard, award, onRevocation === 'suspend' ? suspendCommand('COMPONENT_LOST') : revokeCommand('COMPONENT_LOST'));
    });
  }

  /** A suspended award is reinstated; one that was revoked for good is issued anew. */
  restored(tx: Tx, heard: Heard): Promise<Outcome> {
    return this.inOrder(tx, heard, async (award) => {
      if (award === null) return this.issue(tx, heard);
      const held = await this.awards.lock(tx, heard.tenant, award);
      if (held?.state === 'REVOKED' && held.revocationReason === 'COMPONENT_LOST') return this.issue(tx, heard);
      return this.follow(tx, heard, award, reinstateCommand('COMPONENT_LOST'));
    });
  }

  annulled(tx: Tx, heard: Heard): Promise<Outcome> {
    return this.inOrder(tx, heard, async (award) => (award === null ? null : this.follow(tx, heard, award, revokeCommand('ISSUED_IN_ERROR'))));
  }

  private async inOrder(tx: Tx, { tenant, version, data }: Heard, effect: (award: string | null) => Promise<string | null>): Promise<Outcome> {
    const row = await this.completions.lock(tx, tenant, data.completion);
    const outcome = orderOf(row?.version ?? 0, version);
    if (outcome !== 'applied') return outcome;
    const award = data.awardAchievement === null ? null : await effect(row?.award ?? null);
    await this.completions.keep(tx, tenant, data.completion, { version, award });
    return 'applied';
  }

  /** The new award; null when the earner holds one of the same achievement by other means, or is nobody any more. */
  private async issue(tx: Tx, { tenant, data }: Heard): Promise<string | null> {
    const earner = await this.earners.named(tx, tenant, data.earner);
    if (earner === null) return null;
    const version = await this.versions.published(tx, tenant, data.awardAchievement ?? '');
    const assessment = version?.assessed ? { method: 'pathway completion', assessedOn: data.completedOn } : null;
    const decided = decideAward({ awardedOn: data.completedOn, assessment, visibility: 'PRIVATE' }, version, today(this.clock));
    // Thrown, so that the event is kept aside and can be played again once the achievement may be awarded.
    if (!decided.ok) throw new Error(`a completion cannot be awarded: ${decided.refusals.map(({ code }) => code).join(', ')}`);
    const award = madeAward(decided.value, tenant, earner, newId(), new Date(this.clock.now()));
    const [written] = await this.writer.write(tx, tenant, [award], today(this.clock));
    if (!written?.made) return null;
    await appendEvents(tx, [awardMadeEvent(award)]);
    return award.id;
  }

  /** What the award's state does not allow (revoked by hand, replaced) leaves it as it is. */
  private async follow(tx: Tx, { tenant }: Heard, award: string, command: AwardCommand): Promise<string> {
    await this.change.apply(tx, tenant, award, command);
    return award;
  }
}
