import { grantMissing, may, type Principal, type Refusal, refusal } from '@cairn/access';
import type { Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { EarnerStore } from '../../earner/earner.store.js';
import type { LockedCase } from '../review/case-loading.js';
import { CandidateStore } from './candidate.store.js';
import { whatForbids } from './eligibility.js';
import type { Reviewer } from './reviewer.js';
import { ReviewerStore } from './reviewer.store.js';

/** Asks the rules about whoever acts as a reviewer: when he accepts, makes final and decides. */
@Injectable()
export class ReviewerRules {
  constructor(
    private readonly reviewers: ReviewerStore,
    private readonly candidates: CandidateStore,
    private readonly earners: EarnerStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Everything that the caller is or was on the list as, the present entry first; empty for whoever never was. */
  async entriesOf(tx: Tx, { tenant, actor }: Principal): Promise<Reviewer[]> {
    return tenant === null || actor === null ? [] : this.reviewers.ofActor(tx, tenant, actor);
  }

  /** What forbids that the caller reviews a case as a reviewer; nothing when he may. His rights are those he comes with. */
  async whatForbids(tx: Tx, principal: Principal, { submission, policy }: LockedCase, { id }: Reviewer): Promise<Refusal[]> {
    if (!may(principal, 'REVIEW', submission)) return [grantMissing('REVIEW')];
    const candidate = await this.candidates.one(tx, submission, id, today(this.clock));
    const found = candidate ? whatForbids({ ...candidate, grants: null }, submission, policy.reviewers, new Date(this.clock.now())) : [];
    return (await this.isHis(tx, principal, submission)) ? [...found, ownCase] : found;
  }

  /** Whether the person who acts is the earner, by the account that has claimed the record. */
  async isHis(tx: Tx, { account }: Principal, { tenant, earner }: LockedCase['submission']): Promise<boolean> {
    if (account === null) return false;
    const [record] = await this.earners.byIds(tx, tenant, [earner]);
    return record?.account === account;
  }
}

export const ownCase = refusal('REVIEWER_CONFLICT', 'Nobody judges his own case.', 'id');
