import { Database } from '@cairn/postgres';
import { GraphContext, inOrder } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import type { AchievementVersion } from './achievement-version.js';
import { AchievementVersionStore, type VersionOn, type VersionsAsked } from './achievement-version.store.js';

const pageOf = Symbol('versions of an achievement');
const onDay = Symbol('version of an achievement on a day');

/** Reads versions as the caller may see them, all of a request in one statement. */
@Injectable()
export class AchievementVersionReader {
  constructor(
    private readonly database: Database,
    private readonly store: AchievementVersionStore,
  ) {}

  load(context: GraphContext, id: string): Promise<AchievementVersion | undefined> {
    return this.loader(context).load(id);
  }

  /** A page of an achievement's versions, newest first; the pages of all achievements of a request are read together. */
  async page(context: GraphContext, asked: VersionsAsked): Promise<AchievementVersion[]> {
    const { tenant } = context.principal;
    const batch = async (all: readonly VersionsAsked[]) => {
      const rows = await this.database.read({ tenant }, (tx) => this.store.pages(tx, all));
      return all.map((_, index) => rows.filter(({ place }) => place === index + 1));
    };
    return (await context.loader<VersionsAsked, AchievementVersion[]>(pageOf, batch).load(asked)) ?? [];
  }

  /** What an achievement meant on a day; all of a request in one statement. */
  async on(context: GraphContext, asked: VersionOn): Promise<AchievementVersion | undefined> {
    const { tenant } = context.principal;
    const batch = async (all: readonly VersionOn[]) => {
      const rows = await this.database.read({ tenant }, (tx) => this.store.on(tx, all));
      return all.map((_, index) => rows.find(({ place }) => place === index + 1));
    };
    return context.loader<VersionOn, AchievementVersion>(onDay, batch).load(asked);
  }

  /** Forgets what was read, after a write of the same request. */
  forget(context: GraphContext): void {
    this.loader(context).clearAll();
  }

  private loader(context: GraphContext) {
    const { tenant } = context.principal;
    return context.loader<string, AchievementVersion>(AchievementVersionReader, async (ids) =>
      inOrder(ids, await this.database.read({ tenant }, (tx) => this.store.byIds(tx, ids)), ({ id }) => id),
    );
  }
}
