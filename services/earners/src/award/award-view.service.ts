import { Database } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { type AwardConditions, AwardListStore, type AwardOrder } from './award-list.store.js';
import type { Shown } from './award.js';
import { AwardStore } from './award.store.js';
import type { Viewer } from '../earner/earner-view.service.js';
import type { OwnerPage } from '../lists/lists-of-owners.store.js';
import { AwardsOfStore, type Owner } from './awards-of.store.js';
import { type Replaced, ReplacedAwardStore } from './replaced-award.store.js';

/** Reading awards: one by one, in lists, and in the lists of many owners at once. */
@Injectable()
export class AwardViewService {
  constructor(
    private readonly database: Database,
    private readonly store: AwardStore,
    private readonly lists: AwardListStore,
    private readonly of: AwardsOfStore,
    private readonly replaced: ReplacedAwardStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The instant by which states are judged. */
  now(): Date {
    return new Date(this.clock.now());
  }

  /** Today as a civil date in UTC, by which lists are filtered. */
  private today(): string {
    return today(this.clock);
  }

  /** What a viewer may see: his tenant's awards, public ones, and those he earned himself. */
  byIds(viewer: Viewer, ids: readonly string[]): Promise<Shown[]> {
    const { tenant, account } = viewer;
    return this.database.read(viewer, async (tx) => {
      const seen = await this.store.byIds(tx, tenant, ids);
      if (account === null) return seen;
      const mine = await this.store.ofPerson(tx, account, ids);
      const own = new Set(mine.map(({ id }) => id));
      return [...mine, ...seen.filter(({ id }) => !own.has(id))];
    });
  }

  /** @param tenant whose awards; row-level security leaves those that the viewer may see */
  replacedBy(viewer: Viewer, tenant: string, awards: readonly string[]): Promise<Replaced[]> {
    return this.database.read(viewer, (tx) => this.replaced.byReplacing(tx, tenant, awards));
  }

  page(tenant: string, filter: AwardConditions, order: AwardOrder, after: readonly [string, string] | null, limit: number): Promise<Shown[]> {
    return this.database.read({ tenant }, (tx) => this.lists.page(tx, tenant, filter, { order, today: this.today(), after, limit }));
  }

  count(tenant: string, filter: AwardConditions): Promise<number | null> {
    return this.database.read({ tenant }, (tx) => this.lists.count(tx, tenant, filter, this.today()));
  }

  /** @param tenant whose awards; row-level security leaves those that the viewer may see */
  pagesOf(viewer: Viewer, tenant: string, by: Owner, pages: readonly OwnerPage[], limit: number): Promise<Shown[][]> {
    return this.database.read(viewer, (tx) => this.of.pages(tx, tenant, by, pages, limit));
  }

  countsOf(viewer: Viewer, tenant: string, by: Owner, owners: readonly string[]): Promise<(number | null)[]> {
    return this.database.read(viewer, (tx) => this.of.counts(tx, tenant, by, owners));
  }
}
