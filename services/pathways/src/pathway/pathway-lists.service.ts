import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { groupedBy } from '../grouped.js';
import type { Pathway } from './pathway.js';
import type { PathwayConditions, PathwayOrder } from './pathway-order.js';
import { PathwayStore } from './pathway.store.js';

type After = readonly [string, string] | null;

/** Lists of pathways as a tenant, or nobody in particular, may see them. */
@Injectable()
export class PathwayListsService {
  constructor(
    private readonly database: Database,
    private readonly store: PathwayStore,
  ) {}

  page(tenant: string | null, filter: PathwayConditions, order: PathwayOrder, after: After, limit: number): Promise<Pathway[]> {
    return this.database.read({ tenant }, (tx) => this.store.page(tx, filter, order, after, limit));
  }

  /** Exact up to 10,000, null beyond. */
  count(tenant: string | null, filter: PathwayConditions): Promise<number | null> {
    return this.database.read({ tenant }, (tx) => this.store.count(tx, filter));
  }

  /** A page by title for each issuer, in the order asked. */
  async ofIssuers(tenant: string | null, issuers: readonly string[], after: After, limit: number): Promise<Pathway[][]> {
    const found = await this.database.read({ tenant }, (tx) => this.store.ofIssuers(tx, issuers, after, limit));
    const byIssuer = groupedBy(found, ({ issuer }) => issuer);
    return issuers.map((issuer) => byIssuer.get(issuer) ?? []);
  }

  /** Pathways that count each achievement now, in the order asked; at most 100 each. */
  async using(tenant: string | null, achievements: readonly string[]): Promise<Pathway[][]> {
    const found = await this.database.read({ tenant }, (tx) => this.store.using(tx, achievements));
    const byAchievement = groupedBy(found, ({ achievement }) => achievement);
    return achievements.map((achievement) => byAchievement.get(achievement) ?? []);
  }
}
