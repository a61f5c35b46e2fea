import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { CopyStore } from './copy.store.js';
import type { KnownAchievement } from './copy.js';

/** Achievements kept in a process. */
const keptMax = 50_000;

interface NamedVersion {
  readonly achievement: string;
  readonly version: string;
}

/** What evaluation looks at of achievements, kept in the process: each time only those are read that have changed since. */
@Injectable()
export class KnownAchievements {
  private readonly kept = new Map<string, KnownAchievement>();
  /** Those that were looked for in a transaction: what it evaluates, it evaluates by the same. */
  private readonly looked = new WeakMap<Tx, Set<string>>();

  constructor(private readonly store: CopyStore) {}

  /** Those of them that are known, as they were when the transaction first asked. One statement for those that are new to it. */
  async of(tx: Tx, ids: readonly string[]): Promise<KnownAchievement[]> {
    const { kept } = this;
    const wanted = [...new Set(ids)];
    if (kept.size > keptMax) kept.clear();
    const looked = this.lookedIn(tx);
    const unsure = wanted.filter((id) => !looked.has(id) || !kept.has(id));
    if (unsure.length > 0) for (const one of await this.store.changedSince(tx, unsure, unsure.map((id) => kept.get(id)?.version ?? 0))) kept.set(one.id, one);
    for (const id of unsure) looked.add(id);
    return wanted.flatMap((id) => kept.get(id) ?? []);
  }

  private lookedIn(tx: Tx): Set<string> {
    const looked = this.looked.get(tx) ?? new Set();
    this.looked.set(tx, looked);
    return looked;
  }

  /** Which of these versions nobody has told of yet. What was told once stays so: only of the others anything is read. */
  async lacking(tx: Tx, versions: readonly NamedVersion[]): Promise<ReadonlySet<string>> {
    const unsure = versions.filter((one) => !this.isTold(one));
    if (unsure.length === 0) return new Set();
    await this.of(tx, unsure.map(({ achievement }) => achievement));
    return new Set(unsure.flatMap((one) => (this.isTold(one) ? [] : [one.version])));
  }

  private isTold({ achievement, version }: NamedVersion): boolean {
    return this.kept.get(achievement)?.history.some((one) => one.version === version) ?? false;
  }
}
