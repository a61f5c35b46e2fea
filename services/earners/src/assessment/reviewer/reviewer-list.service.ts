import { accepted, type Decision, grantMissing, may, notFound, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { Database, newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { KnownEarners } from '../../earner/known-earners.js';
import { ReviewOffers } from '../review/review-offers.js';
import { checkReviewer, type Reviewer, type ReviewerText } from './reviewer.js';
import { type ListedReviewer, ReviewerStore } from './reviewer.store.js';

export type ReviewerWritten = Decision<ListedReviewer>;

/** Who may be asked to review in a tenant; administrators keep the list. */
@Injectable()
export class ReviewerListService {
  constructor(
    private readonly database: Database,
    private readonly earners: KnownEarners,
    private readonly store: ReviewerStore,
    private readonly offers: ReviewOffers,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Whether the actor has the right REVIEW is asked whenever there is something to review. */
  register(principal: Principal, actor: Pick<Reviewer, 'actor' | 'actorKind'>, text: ReviewerText): Promise<ReviewerWritten> {
    return this.asAdministrator(principal, async (tx, tenant, at) => {
      const checked = await this.checked(tx, tenant, text);
      if (!checked.ok) return checked;
      const reviewer: Reviewer = { ...checked.value, ...actor, id: newId(), tenant, state: 'ACTIVE', version: 1, createdAt: at, updatedAt: at };
      if (!(await this.store.insert(tx, reviewer))) return refused(refusal('ALREADY_EXISTS', 'He is on the list of reviewers already.', 'actorId'));
      return this.written(tx, reviewer, 'registered');
    });
  }

  change(principal: Principal, id: string, change: Partial<ReviewerText>): Promise<ReviewerWritten> {
    return this.asAdministrator(principal, async (tx, tenant, at) => {
      const reviewer = await this.store.lock(tx, tenant, id);
      if (reviewer?.state !== 'ACTIVE') return refused(notFound('reviewer', 'id'));
      const checked = await this.checked(tx, tenant, { ...reviewer, ...change });
      if (!checked.ok) return checked;
      const { earner, languages, groups, achievements, openAtMost } = checked.value;
      const changed = { ...reviewer, earner, languages, groups, achievements, openAtMost, version: reviewer.version + 1, updatedAt: at };
      await this.store.update(tx, changed);
      return this.written(tx, changed, 'changed');
    });
  }

  /** What he was offered and has not answered goes to others; what he has accepted he may finish. */
  remove(principal: Principal, id: string): Promise<ReviewerWritten> {
    return this.asAdministrator(principal, async (tx, tenant, at) => {
      const reviewer = await this.store.lock(tx, tenant, id);
      if (reviewer?.state !== 'ACTIVE') return refused(notFound('reviewer', 'id'));
      const removed: Reviewer = { ...reviewer, state: 'REMOVED', version: reviewer.version + 1, updatedAt: at };
      await this.store.update(tx, removed);
      await this.offers.lapseOf(tx, removed, at);
      return this.written(tx, removed, 'removed');
    });
  }

  /** The tenant whose list it is, or undefined when the caller may not see it. */
  tenantOf(principal: Principal): string | undefined {
    return principal.tenant !== null && may(principal, 'ADMINISTER') ? principal.tenant : undefined;
  }

  page(tenant: string, after: readonly [string, string] | null, limit: number): Promise<ListedReviewer[]> {
    return this.database.read({ tenant }, (tx) => this.store.page(tx, tenant, after, limit));
  }

  private async asAdministrator(principal: Principal, work: (tx: Tx, tenant: string, at: Date) => Promise<ReviewerWritten>): Promise<ReviewerWritten> {
    const tenant = this.tenantOf(principal);
    if (tenant === undefined) return refused(grantMissing('ADMINISTER'));
    return this.database.write({ tenant }, (tx) => work(tx, tenant, new Date(this.clock.now())));
  }

  private async checked(tx: Tx, tenant: string, text: ReviewerText): Promise<Decision<ReviewerText>> {
    const checked = checkReviewer(text);
    if (!checked.ok || checked.value.earner === null) return checked;
    const earner = (await this.earners.of(tx, tenant, [checked.value.earner])).get(checked.value.earner);
    return earner === undefined ? refused(notFound('earner', 'earnerId')) : accepted({ ...checked.value, earner });
  }

  /** Cases that nobody was found for are looked at again: the list is another one. */
  private async written(tx: Tx, { tenant, id }: Reviewer, what: string): Promise<ReviewerWritten> {
    await note(tx, { tenant, action: `cairn.reviewer.${what}`, subject: id, subjectKind: 'REVIEWER' });
    await this.offers.lookAgain(tx, tenant, new Date(this.clock.now()));
    const listed = await this.store.listed(tx, tenant, id);
    return listed ? accepted(listed) : refused(notFound('reviewer', 'id'));
  }
}
