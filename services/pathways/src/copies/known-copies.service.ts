import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { AchievementCopy, IssuerCopy } from './copy.js';
import { CopyStore } from './copy.store.js';

const waitMs = 1_000;
const pollMs = 50;

/**
 * Looks copies up before a write that names them. Somebody who has just made an issuer may be here before its event, so
 * what is not known yet is waited for, at most 1 s and outside any transaction.
 */
@Injectable()
export class KnownCopies {
  constructor(
    private readonly database: Database,
    private readonly store: CopyStore,
  ) {}

  async issuer(id: string): Promise<IssuerCopy | undefined> {
    const [found] = await this.settled([id], (ids) => this.database.read({ tenant: null }, (tx) => this.store.issuers(tx, ids)));
    return found;
  }

  /** The achievements that are known; drafts are given a moment to become published. */
  achievements(ids: readonly string[]): Promise<AchievementCopy[]> {
    return this.settled(
      ids,
      (wanted) => this.database.read({ tenant: null }, (tx) => this.store.achievements(tx, wanted)),
      ({ state }) => state !== 'draft',
    );
  }

  private async settled<Copy extends { id: string }>(
    ids: readonly string[],
    read: (ids: readonly string[]) => Promise<Copy[]>,
    isReady: (copy: Copy) => boolean = () => true,
  ): Promise<Copy[]> {
    const wanted = [...new Set(ids)];
    if (wanted.length === 0) return [];
    for (const until = performance.now() + waitMs; ; ) {
      const found = await read(wanted);
      if ((found.length === wanted.length && found.every(isReady)) || performance.now() >= until) return found;
      await new Promise((resume) => setTimeout(resume, pollMs));
    }
  }
}
