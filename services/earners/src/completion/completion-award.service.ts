import type { CompletionFact } from '@cairn/events';
import type { Outcome } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { orderOf } from '../achievement-version/copy-clock.store.js';
import { VersionCopyStore } from '../achievement-version/version-copy.store.js';
import { AwardChange, type AwardCommand } from '../award/award-change.js';
import { reinstateCommand, revokeCommand, suspendCommand } from '../award/award-commands.js';
import { AwardStore } from '../award/award.store.js';
import { AwardMaking } from '../award/award-making.js';
import { KnownEarners } from '../earner/known-earners.js';
import { CompletionStore } from './completion.store.js';
import { EnrolmentPauseStore } from './enrolment-pause.store.js';

/** One event of a completion: its place among the events of that completion, and what it says. */
export interface Heard {
  readonly tenant: string;
  readonly version: number;
  readonly data: CompletionFact;
}

/** The badge is not made yet: its enrolment is paused. */
const WAITING = Symbol('waiting');

/**
 * Awards the achievement of a completed pathway, of a milestone or of an exit, and follows when it falls away or comes
 * back. Each has an id of its own under which its events come in order.
 */
@Injectable()
export class CompletionAwardService {
  constructor(
    private readonly completions: CompletionStore,
    private readonly pauses: EnrolmentPauseStore,
    private readonly versions: VersionCopyStore,
    private readonly awards: AwardStore,
    private readonly making: AwardMaking,
    private readonly change: AwardChange,
    private readonly earners: KnownEarners,
  ) {}

  reached(tx: Tx, heard: Heard): Promise<Outcome> {
    return this.inOrder(tx, heard, async (award) => {
      if (award === null) return this.issue(tx, heard);
      const held = await this.awards.lock(tx, heard.tenant, award);
      // Reached on another day than was thought: the award that was made of it stands, unless it was made in error.
      return held?.state === 'REVOKED' && held.revocationReason === 'ISSUED_IN_ERROR' ? this.issue(tx, heard) : this.follow(tx, heard, award, reinstateCommand('COMPONENT_LOST'));
    });
  }

  lost(tx: Tx, heard: Heard): Promise<Outcome> {
    return this.inOrder(tx, heard, async (award) => {
      const { onRevocation } = heard.data;
      if (award === null || onRevocation === 'stands') return award;
      return this.follow(tx, heard, award, onRevocation === 'suspend' ? suspendCommand('COMPONENT_LOST') : revokeCommand('COMPONENT_LOST'));
    });
  }

  /** A suspended award is reinstated. One that was revoked with the first lapse stays so (pathways.md, S12). */
  restored(tx: Tx, heard: Heard): Promise<Outcome> {
    return this.inOrder(tx, heard, (award) => (award === null ? this.issue(tx, heard) : this.follow(tx, heard, award, reinstateCommand('COMPONENT_LOST'))));
  }

  annulled(tx: Tx, heard: Heard): Promise<Outcome> {
    return this.inOrder(tx, heard, async (award) => (award === null ? null : this.follow(tx, heard, award, revokeCommand('ISSUED_IN_ERROR'))));
  }

  /** Badges are held back meanwhile; those of before stay as they are. */
  async paused(tx: Tx, tenant: string, enrolment: string, version: number): Promise<Outcome> {
    return (await this.pauses.put(tx, tenant, enrolment, true, version)) ? 'applied' : 'stale';
  }

  async resumed(tx: Tx, tenant: string, enrolment: string, version: number): Promise<Outcome> {
    if (!(await this.pauses.put(tx, tenant, enrolment, false, version))) return 'stale';
    for (const { version: heard, waiting } of await this.completions.waiting(tx, tenant, enrolment)) {
      await this.completions.keep(tx, tenant, waiting, { version: heard, award: await this.make(tx, { tenant, data: waiting }), waiting: null });
    }
    return 'applied';
  }

  private async inOrder(tx: Tx, { tenant, version, data }: Heard, effect: (award: string | null) => Promise<string | null | typeof WAITING>): Promise<Outcome> {
    const row = await this.completions.lock(tx, tenant, data.completion);
    const outcome = orderOf(row?.version ?? 0, version);
    if (outcome !== 'applied') return outcome;
    const made = data.awardAchievement === null ? null : await effect(row?.award ?? null);
    const isWaiting = made === WAITING;
    await this.completions.keep(tx, tenant, data, { version, award: isWaiting ? null : made, waiting: isWaiting ? data : null });
    return 'applied';
  }

  private async issue(tx: Tx, heard: Heard): Promise<string | null | typeof WAITING> {
    return (await this.pauses.isPaused(tx, heard.tenant, heard.data.enrolment)) ? WAITING : this.make(tx, heard);
  }

  /** The new award; null when the earner holds one of the same achievement by other means, or is nobody any more. */
  private async make(tx: Tx, { tenant, data }: Pick<Heard, 'tenant' | 'data'>): Promise<string | null> {
    const earner = await this.earners.named(tx, tenant, data.earner);
    if (earner === null) return null;
    const version = await this.versions.published(tx, tenant, data.awardAchievement ?? '');
    const assessment = version?.assessed ? { method: 'pathway completion', assessedOn: data.completedOn } : null;
    const { decision, existing } = await this.making.make(tx, tenant, { wish: { awardedOn: data.completedOn, assessment, visibility: 'PRIVATE' }, version, earner, byPathway: true });
    if (decision.ok) return decision.value.award.id;
    if (existing !== null) return null;
    // Thrown, so that the event is kept aside and can be played again once the achievement may be awarded.
    throw new Error(`a completion cannot be awarded: ${decision.refusals.map(({ code }) => code).join(', ')}`);
  }

  /** What the award's state does not allow (revoked by hand, replaced) leaves it as it is. */
  private async follow(tx: Tx, { tenant }: Heard, award: string, command: AwardCommand): Promise<string> {
    await this.change.apply(tx, tenant, award, command);
    return award;
  }
}
