import { Database, type Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { AnswerRow } from '../analytics/answer/answer-row.js';
import { Figures } from '../analytics/answer/figures.service.js';
import type { PathwayVersion } from '../pathway/pathway.js';
import { PathwayStore } from '../pathway/pathway.store.js';
import { PathwayVersionStore } from '../pathway/pathway-version.store.js';

export interface StepCount {
  /** From 1, in declared order. */
  readonly step: number;
  readonly reached: number;
  readonly converted: number;
  readonly already: number;
}

export interface FunnelCounts {
  readonly version: PathwayVersion;
  readonly enrolled: number;
  readonly completed: number;
  readonly withdrawn: number;
  /** Since when somebody waits whose facts are not in it; null when they all are. */
  readonly waitingSince: Date | null;
  /** Steps that somebody reached. */
  readonly counts: readonly StepCount[];
}

interface Asked {
  readonly pathway: string;
  readonly number: number | null;
  readonly window: number;
  readonly asOf: string;
  readonly awaits: boolean;
}

/** The funnel of a version of one of the tenant's own pathways: M8 and M9 of it. */
@Injectable()
export class FunnelService {
  constructor(
    private readonly database: Database,
    private readonly figures: Figures,
    private readonly pathways: PathwayStore,
    private readonly versions: PathwayVersionStore,
  ) {}

  /** Undefined when there is no such version. Without a number: the current one. */
  async read(tenant: string, { pathway, number, window, asOf, awaits }: Asked): Promise<FunnelCounts | undefined> {
    const version = await this.database.read({ tenant }, (tx) => this.version(tx, tenant, pathway, number));
    if (!version) return undefined;
    const question = { observationEnd: asOf, windowDays: window, groupBy: ['PATHWAY_VERSION'], scope: { pathways: [pathway] } } as const;
    const [enrolments, steps] = await Promise.all([this.figures.ask(tenant, { ...question, metric: 'M8' }, awaits), this.figures.ask(tenant, { ...question, metric: 'M9' }, awaits)]);
    const ofVersion = (rows: readonly AnswerRow[]) => rows.filter((row) => row.pathway_version === version.id);
    const [total] = ofVersion(enrolments.rows);
    return {
      version,
      enrolled: Number(total?.denominator ?? 0),
      completed: Number(total?.numerator ?? 0),
      withdrawn: Number(total?.withdrawn ?? 0),
      waitingSince: [enrolments.waitingSince, steps.waitingSince].reduce((one, other) => (one && other ? (one < other ? one : other) : (one ?? other))),
      counts: ofVersion(steps.rows).map((row) => ({ step: Number(row.step) + 1, reached: Number(row.denominator), converted: Number(row.numerator), already: Number(row.already) })),
    };
  }

  /** The version that readers may know of; undefined when there is none. */
  async publishedVersion(tenant: string, pathway: string, number: number | null): Promise<PathwayVersion | undefined> {
    const version = await this.database.read({ tenant }, (tx) => this.version(tx, tenant, pathway, number));
    return version?.publishedAt ? version : undefined;
  }

  private async version(tx: Tx, tenant: string, id: string, number: number | null): Promise<PathwayVersion | undefined> {
    if (number !== null) return this.versions.byNumber(tx, tenant, id, number);
    const [pathway] = await this.pathways.byIds(tx, [id]);
    if (pathway?.tenant !== tenant || pathway.currentVersion === null) return undefined;
    const [version] = await this.versions.byIds(tx, [pathway.currentVersion]);
    return version;
  }
}
