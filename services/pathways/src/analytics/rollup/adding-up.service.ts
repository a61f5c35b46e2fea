import { setImmediate } from 'node:timers/promises';
import { Difference, type History, nothingHeld } from '@cairn/metrics';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { HistoryStore } from '../fact/history.store.js';
import { RollupStore } from './rollup.store.js';

/** So many earners are compared before others have their turn. */
const together = 25;

/** Brings sums to what the facts of some earners say now. Callers hold the state of the tenant. */
@Injectable()
export class AddingUp {
  constructor(
    private readonly histories: HistoryStore,
    private readonly rollups: RollupStore,
  ) {}

  /** What the facts say of these earners. */
  read(tx: Tx, tenant: string, earners: readonly string[]): Promise<ReadonlyMap<string, History>> {
    return this.histories.of(tx, tenant, earners);
  }

  /** @param now what the facts say, by earner */
  async of(tx: Tx, tenant: string, generation: number, now: ReadonlyMap<string, History>): Promise<void> {
    if (now.size === 0) return;
    const before = await this.rollups.rolled(tx, tenant, generation, [...now.keys()]);
    const difference = new Difference();
    const changed = new Map<string, string>();
    let looked = 0;
    for (const [earner, after] of now) {
      if ((looked += 1) % together === 0) await setImmediate();
      const [was, text] = [before.get(earner) ?? nothing, JSON.stringify(after)];
      if (text === was) continue;
      difference.add(JSON.parse(was) as History, after);
      changed.set(earner, text);
    }
    if (changed.size === 0) return;
    await this.rollups.add(tx, tenant, generation, difference.changes());
    await this.rollups.keep(tx, tenant, generation, changed);
  }
}

const nothing = JSON.stringify(nothingHeld);
