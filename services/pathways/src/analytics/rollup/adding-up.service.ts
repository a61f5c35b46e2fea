import { differenceOf, type History, nothingHeld } from '@cairn/metrics';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { HistoryStore } from '../fact/history.store.js';
import { RollupStore } from './rollup.store.js';

/** Brings sums to what the facts of some earners say now. Callers hold the state of the tenant. */
@Injectable()
export class AddingUp {
  constructor(
    private readonly histories: HistoryStore,
    private readonly rollups: RollupStore,
  ) {}

  async of(tx: Tx, tenant: string, generation: number, earners: readonly string[]): Promise<void> {
    if (earners.length === 0) return;
    const now = await this.histories.of(tx, tenant, earners);
    const before = await this.rollups.rolled(tx, tenant, generation, [...now.keys()]);
    const changed = [...now].map(([earner, after]) => ({ earner, after, text: JSON.stringify(after), was: before.get(earner) ?? nothing })).filter(({ text, was }) => text !== was);
    if (changed.length === 0) return;
    await this.rollups.add(tx, tenant, generation, differenceOf(changed.map(({ was, after }) => ({ before: JSON.parse(was) as History, after }))));
    await this.rollups.keep(tx, tenant, generation, new Map(changed.map(({ earner, text }) => [earner, text])));
  }
}

const nothing = JSON.stringify(nothingHeld);
