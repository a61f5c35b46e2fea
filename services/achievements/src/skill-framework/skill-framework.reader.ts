import { Database } from '@cairn/postgres';
import { GraphContext, inOrder } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import { type FrameworkConditions, type ShownFramework, SkillFrameworkStore } from './skill-framework.store.js';

/** Reads frameworks as the caller may see them, all of a request in one statement. */
@Injectable()
export class SkillFrameworkReader {
  constructor(
    private readonly database: Database,
    private readonly store: SkillFrameworkStore,
  ) {}

  load(context: GraphContext, id: string): Promise<ShownFramework | undefined> {
    return this.loader(context).load(id);
  }

  page(context: GraphContext, conditions: FrameworkConditions, after: string | null, limit: number): Promise<ShownFramework[]> {
    const { tenant } = context.principal;
    return this.database.read({ tenant }, (tx) => this.store.page(tx, conditions, after, limit));
  }

  /** Forgets what was read, after a write of the same request. */
  forget(context: GraphContext): void {
    this.loader(context).clearAll();
  }

  private loader(context: GraphContext) {
    const { tenant } = context.principal;
    return context.loader<string, ShownFramework>(SkillFrameworkReader, async (ids) =>
      inOrder(ids, await this.database.read({ tenant }, (tx) => this.store.byIds(tx, ids)), ({ id }) => id),
    );
  }
}
