import { Database, type Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { PathwayVersion } from '../pathway/pathway.js';
import { PathwayStore } from '../pathway/pathway.store.js';
import { PathwayVersionStore } from '../pathway/pathway-version.store.js';
import { FunnelStore, type FunnelTotals, type StepCount } from './funnel.store.js';

export interface FunnelCounts extends FunnelTotals {
  readonly version: PathwayVersion;
  /** Steps that somebody reached. */
  readonly counts: readonly StepCount[];
}

/** The funnel of a version of one of the tenant's own pathways. */
@Injectable()
export class FunnelService {
  constructor(
    private readonly database: Database,
    private readonly store: FunnelStore,
    private readonly pathways: PathwayStore,
    private readonly versions: PathwayVersionStore,
  ) {}

  /** Undefined when there is no such version. Without a number: the current one. */
  read(tenant: string, asked: { pathway: string; number: number | null; window: number; asOf: string }): Promise<FunnelCounts | undefined> {
    const { pathway, number, window, asOf } = asked;
    return this.database.read({ tenant }, async (tx) => {
      const version = await this.version(tx, tenant, pathway, number);
      if (!version) return undefined;
      const totals = await this.store.totals(tx, tenant, version.id, window, asOf);
      return { ...totals, version, counts: await this.store.steps(tx, tenant, version.id, window, asOf) };
    });
  }

  private async version(tx: Tx, tenant: string, id: string, number: number | null): Promise<PathwayVersion | undefined> {
    if (number !== null) return this.versions.byNumber(tx, tenant, id, number);
    const [pathway] = await this.pathways.byIds(tx, [id]);
    if (pathway?.tenant !== tenant || pathway.currentVersion === null) return undefined;
    const [version] = await this.versions.byIds(tx, [pathway.currentVersion]);
    return version;
  }
}
