import { may, maySomewhere, type Principal } from '@cairn/access';
import { Database } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { forbidden } from '@cairn/subgraph';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { OwnerPage } from '../../lists/lists-of-owners.store.js';
import { viewerOf } from '../../person/earner-access.js';
import type { Submission } from './submission.js';
import { type SubmissionConditions, SubmissionListStore, type SubmissionOrder } from './submission-list.store.js';
import { type SubmissionOwner, SubmissionsOfStore } from './submissions-of.store.js';

/** Lists of submissions, as far as a caller's grants reach. */
@Injectable()
export class SubmissionViewService {
  constructor(
    private readonly database: Database,
    private readonly lists: SubmissionListStore,
    private readonly of: SubmissionsOfStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  now(): Date {
    return new Date(this.clock.now());
  }

  page(tenant: string, filter: SubmissionConditions, page: { order: SubmissionOrder; after: readonly [string, string] | null; limit: number }): Promise<Submission[]> {
    return this.database.read({ tenant }, (tx) => this.lists.page(tx, tenant, filter, { ...page, now: this.now() }));
  }

  count(tenant: string, filter: SubmissionConditions, order: SubmissionOrder): Promise<number | null> {
    return this.database.read({ tenant }, (tx) => this.lists.count(tx, tenant, filter, order, this.now()));
  }

  /** @param tenant whose submissions: the caller's, or the one that keeps the record of the person who asks */
  pagesOf(principal: Principal, tenant: string, by: SubmissionOwner, pages: readonly OwnerPage[], limit: number): Promise<Submission[][]> {
    return this.database.read(viewerOf(principal), (tx) => this.of.pages(tx, tenant, by, pages, limit));
  }

  countsOf(principal: Principal, tenant: string, by: SubmissionOwner, owners: readonly string[]): Promise<(number | null)[]> {
    return this.database.read(viewerOf(principal), (tx) => this.of.counts(tx, tenant, by, owners));
  }
}

/** What of a tenant's submissions the caller's grants reach; null is all of them. Throws FORBIDDEN when they reach none. */
export function reachOf(principal: Principal): SubmissionConditions['reach'] {
  if (may(principal, 'AWARD') || may(principal, 'ADMINISTER')) return null;
  if (!maySomewhere(principal, 'AWARD')) throw forbidden('Submissions with whose they are, are seen by those who may AWARD the achievement or ADMINISTER.');
  const scoped = principal.scoped.filter(({ right }) => right === 'AWARD');
  return {
    issuers: scoped.filter(({ kind }) => kind === 'ISSUER').map(({ id }) => id),
    achievements: scoped.filter(({ kind }) => kind === 'ACHIEVEMENT').map(({ id }) => id),
  };
}
