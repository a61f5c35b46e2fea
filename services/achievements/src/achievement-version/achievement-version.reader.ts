import { Database } from '@cairn/postgres';
import { GraphContext, inOrder } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import type { AchievementVersion } from './achievement-version.js';
import { AchievementVersionStore, type VersionsAsked } from './achievement-version.store.js';

const pageOf = Symbol('versions of an achievement');

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
