import { accepted, type Decision, refusal, refused } from '@cairn/access';
import { appendEvents, type Mark } from '@cairn/messaging';
import { newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { VersionCopy } from '../achievement-version/version-copy.js';
import { AwardGuards } from '../consent/award-guards.js';
import { awardMadeEvent } from '../events/publishes.js';
import type { Award } from './award.js';
import { AwardWriter } from './award-writer.js';
import { type AwardWish, decideAward, madeAward, type OnDecision } from './new-award.js';
import { PriorAwards } from './prior-awards.service.js';

/** One award to be made: the wish has passed `checkWish`, and the earner is one that stands. */
export interface ToMake {
  readonly wish: AwardWish;
  readonly version: VersionCopy | undefined;
  /** Bare id. */
  readonly earner: string;
  /** When a decision on a submission makes it. */
  readonly decision?: OnDecision | null;
  /** Whether a pathway that is complete makes it: its own rule says what has to be held. */
  readonly byPathway?: boolean;
}

/** `existing` is the award in the way, with ALREADY_AWARDED and ALREADY_EXISTS. */
export interface Making {
  readonly decision: Decision<{ readonly award: Award; readonly marks: readonly Mark[] }>;
  readonly existing: string | null;
}

/** Makes one award within a transaction that does more: decides, asks what its earner has said, stores and tells. */
@Injectable()
export class AwardMaking {
  constructor(
    private readonly guards: AwardGuards,
    private readonly priors: PriorAwards,
    private readonly writer: AwardWriter,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async make(tx: Tx, tenant: string, { wish, version, earner, decision = null, byPathway = false }: ToMake): Promise<Making> {
    const day = today(this.clock);
    const decided = decideAward(wish, version, day, decision);
    if (!decided.ok) return { decision: decided, existing: null };
    if (!version) throw new Error('an award was decided on without its version');
    const [missing] = byPathway ? [] : await this.priors.missing(tx, tenant, [{ earner, version, decided: decided.value }]);
    if (missing) return { decision: refused(missing), existing: null };
    const wanted = madeAward(decided.value, tenant, earner, newId(), new Date(this.clock.now()));
    const [award = wanted] = await this.guards.asAllowed(tx, tenant, [{ award: wanted, version }], day);
    const [written] = await this.writer.write(tx, tenant, [award], day);
    if (written?.made) return { decision: accepted({ award, marks: await appendEvents(tx, [awardMadeEvent(award)]) }), existing: null };
    return { decision: refused(inTheWay(written?.why ?? 'standing')), existing: written?.award ?? null };
  }
}

/** Why an award is kept away by another one. */
export const inTheWay = (why: 'reference' | 'standing') =>
  why === 'reference'
    ? refusal('ALREADY_EXISTS', 'Another award of the tenant has this reference; it is in `award`.', 'partnerReference')
    : refusal('ALREADY_AWARDED', 'The earner holds an award of this achievement already; it is in `award`.', 'achievementVersionId');
