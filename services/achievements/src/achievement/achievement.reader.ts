import { Database } from '@cairn/postgres';
import { GraphContext, inOrder } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import type { TitledAchievement } from './achievement.js';
import { AchievementStore } from './achievement.store.js';

/** Reads achievements as the caller may see them, all of a request in one statement. */
@Injectable()
export class AchievementReader {
  constructor(
    private readonly database: Database,
    private readonly store: AchievementStore,
  ) {}

  load(context: GraphContext, id: string): Promise<TitledAchievement | undefined> {
    return this.loader(context).load(id);
  }

  /** Forgets what was read, after a write of the same request. */
  forget(context: GraphContext): void {
    this.loader(context).clearAll();
  }

  private loader(context: GraphContext) {
    const { tenant } = context.principal;
    return context.loader<string, TitledAchievement>(AchievementReader, async (ids) =>
      inOrder(ids, await this.database.read({ tenant }, (tx) => this.store.byIds(tx, ids)), ({ id }) => id),
    );
  }
}
