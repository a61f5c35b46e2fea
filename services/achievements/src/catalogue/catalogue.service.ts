import { Database } from '@cairn/postgres';
import { GraphContext, inOrder } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import type { TitledAchievement } from '../achievement/achievement.js';
import type { AchievementOrder } from '../schema.types.js';
import type { CatalogueConditions } from './catalogue-filter.js';
import type { FoundAchievement, PlaceKeys } from './catalogue-order.js';
import { CatalogueStore } from './catalogue.store.js';
import type { Facets } from './facets.js';
import { FacetsStore, type IssuerCount } from './facets.store.js';
import { IssuerCatalogueStore, type IssuerPageAsked } from './issuer-catalogue.store.js';

const ofIssuer = Symbol('achievements of an issuer');
const countOfIssuer = Symbol('count of the achievements of an issuer');

/** Reads the catalogue as the caller's tenant, or everyone, sees it. */
@Injectable()
export class CatalogueService {
  constructor(
    private readonly database: Database,
    private readonly store: CatalogueStore,
    private readonly facetsStore: FacetsStore,
    private readonly issuerStore: IssuerCatalogueStore,
  ) {}

  page(tenant: string | null, filter: CatalogueConditions, order: AchievementOrder, after: PlaceKeys | null, limit: number): Promise<FoundAchievement[]> {
    return this.database.read({ tenant }, (tx) => this.store.page(tx, tenant, filter, order, after, limit));
  }

  count(tenant: string | null, filter: CatalogueConditions): Promise<number | null> {
    return this.database.read({ tenant }, (tx) => this.store.count(tx, tenant, filter));
  }

  facets(tenant: string | null, filter: CatalogueConditions): Promise<Facets> {
    return this.database.read({ tenant }, (tx) => this.facetsStore.count(tx, tenant, filter));
  }

  issuers(tenant: string | null, filter: CatalogueConditions, limit: number): Promise<IssuerCount[]> {
    return this.database.read({ tenant }, (tx) => this.facetsStore.issuers(tx, tenant, filter, limit));
  }

  /** A page of an issuer's achievements; the pages of all issuers of a request are read together. */
  async ofIssuer(context: GraphContext, issuer: string, { after, limit }: Omit<IssuerPageAsked, 'issuer'>): Promise<TitledAchievement[]> {
    const { tenant } = context.principal;
    const batch = async (asked: readonly IssuerPageAsked[]) => {
      const rows = await this.database.read({ tenant }, (tx) => this.issuerStore.pages(tx, tenant, asked));
      return asked.map((_, index) => rows.filter(({ place }) => place === index + 1));
    };
    return (await context.loader<IssuerPageAsked, TitledAchievement[]>(ofIssuer, batch).load({ issuer, after, limit })) ?? [];
  }

  async countOfIssuer(context: GraphContext, issuer: string): Promise<number | null> {
    const { tenant } = context.principal;
    const batch = async (issuers: readonly string[]) => {
      const rows = await this.database.read({ tenant }, (tx) => this.issuerStore.counts(tx, tenant, issuers));
      return inOrder(issuers, rows, (row) => row.issuer);
    };
    const counted = await context.loader<string, { count: number | null }>(countOfIssuer, batch).load(issuer);
    return counted?.count ?? null;
  }
}
