import { type Acting, whoActs } from '@cairn/access';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Award } from './award.js';
import { AwardWriteStore, type InTheWay } from './award-write.store.js';

/** What became of a new award: stored, or kept away by another one. */
export type Written = { readonly made: true } | ({ readonly made: false } & Pick<InTheWay, 'award' | 'why'>);

const stands: Written = { made: true };

/** Stores new awards, one or thousands, so that duplicates are told apart from the rest even when others write too. */
@Injectable()
export class AwardWriter {
  constructor(private readonly store: AwardWriteStore) {}

  /**
   * One statement when nothing is in the way. Otherwise it names what is, after letting go of expired awards.
   *
   * @param today civil date in UTC
   * @param by who makes each of them, where that is not who acts here
   * @returns in the order of the awards
   */
  async write(tx: Tx, tenant: string, awards: readonly Award[], today: string, by?: readonly Acting[]): Promise<Written[]> {
    const here = whoActs();
    const makers = new Map(awards.map(({ id }, at) => [id, by?.[at] ?? here]));
    const made = (some: readonly Award[]) => some.map((award) => ({ award, by: makers.get(award.id) ?? here }));
    const stored = await this.store.insert(tx, tenant, made(awards));
    const found = new Map<string, Written>();
    const missing = () => awards.filter(({ id }) => !stored.has(id));
    if (stored.size < awards.length) {
      if (await this.store.releaseExpired(tx, tenant, missing(), today)) {
        for (const id of await this.store.insert(tx, tenant, made(missing()))) stored.add(id);
      }
      await this.explain(tx, tenant, missing(), found);
    }
    return awards.map(({ id }) => {
      const written = stored.has(id) ? stands : found.get(id);
      // What was in the way went away meanwhile: the transaction runs again.
      if (!written) throw Object.assign(new Error('an award was kept away by one that is gone'), { code: '40001' });
      return written;
    });
  }

  private async explain(tx: Tx, tenant: string, awards: readonly Award[], found: Map<string, Written>): Promise<void> {
    for (const { at, award, why } of await this.store.inTheWay(tx, tenant, awards)) {
      const kept = awards[at];
      // The same reference is the stronger reason: it says that this very award was made before.
      if (kept && (why === 'reference' || !found.has(kept.id))) found.set(kept.id, { made: false, award, why });
    }
  }
}
