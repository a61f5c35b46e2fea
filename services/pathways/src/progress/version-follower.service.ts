import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { type PublishedVersion, ReachStore } from './reach.store.js';
import { RecomputeStore } from './recompute.store.js';

/** Has everybody evaluated anew whom a version concerns: those enrolled in any version, and those who hold what it counts. */
@Injectable()
export class VersionFollower {
  constructor(
    private readonly reach: ReachStore,
    private readonly recompute: RecomputeStore,
  ) {}

  /** To be called in the transaction that publishes the version; what follows is done in the background. */
  async published(tx: Tx, tenant: string, version: PublishedVersion): Promise<void> {
    await this.reach.put(tx, tenant, version);
    await this.recompute.ofPathway(tx, tenant, version.pathway);
  }

  /** To be called when a version was closed, or when who may follow the pathway has changed. */
  async changed(tx: Tx, tenant: string, pathway: string): Promise<void> {
    await this.recompute.ofPathway(tx, tenant, pathway);
  }
}
