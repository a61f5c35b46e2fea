import { all } from '@cairn/disclosure';
import type { Dimension } from '@cairn/metrics';
import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { AnswerRow } from '../analytics/answer/answer-row.js';
import { Figures } from '../analytics/answer/figures.service.js';
import type { CountedRow, CountedTable } from './figure-lattice.js';
import { type FigureSet, type FigureTable, lastObserved } from './figure-set.js';
import type { PairCounts } from './pair-lattice.js';
import { PublishedFiguresStore } from './published-figures.store.js';

const pairsMost = 10_000;

/** Counts what is to be published, from sums. */
@Injectable()
export class FigureCounting {
  constructor(
    private readonly database: Database,
    private readonly figures: Figures,
    private readonly store: PublishedFiguresStore,
  ) {}

  /** Every table of a set, and its first one by each group. */
  async tables(tenant: string, set: FigureSet, observationEnd: string): Promise<CountedTable[]> {
    const counted: CountedTable[] = [];
    for (const [rank, table] of set.tables.entries()) counted.push(await this.table(tenant, set, table, observationEnd, rank));
    const groups = set.byGroups ? await this.database.read({ tenant }, (tx) => this.store.groups(tx, tenant)) : [];
    for (const group of groups) counted.push(await this.table(tenant, set, { ...set.tables[0], dimensions: ['GROUP_VALUE'] }, observationEnd, 1, group));
    return counted;
  }

  /** From each first achievement to the second: the pairs that `transitions` tells of, at most 10,000. */
  async pairs(tenant: string, observationEnd: string): Promise<PairCounts> {
    const { rows } = await this.figures.settled(tenant, { metric: 'M15', figure: 'FIRST', observationEnd, top: pairsMost });
    const pairs = rows.flatMap((row) => (Number(row.numerator) > 0 ? [{ from: String(row.from_achievement), to: String(row.to_achievement), earners: Number(row.numerator) }] : []));
    return { pairs, sameDay: rows.reduce((sum, row) => sum + Number(row.same_day), 0) };
  }

  private async table(tenant: string, { metric, byCohort }: FigureSet, { windowDays, dimensions }: FigureTable, observationEnd: string, rank: number, group?: string): Promise<CountedTable> {
    const groupBy = [...new Set<Dimension>([...(byCohort ? (['COHORT_QUARTER'] as const) : []), ...(metric === 'M8' && dimensions.includes('PATHWAY_VERSION') ? (['PATHWAY'] as const) : []), ...dimensions])];
    const question = { metric, observationEnd, groupBy, ...(windowDays === null ? {} : { windowDays }), ...(group === undefined ? {} : { group }) };
    const { rows } = await this.figures.settled(tenant, question);
    // Nobody is told of half a cohort: it would grow by a few with each day.
    const whole = byCohort && windowDays !== null ? rows.filter((row) => String(row.cohort_quarter) <= lastObserved(windowDays, observationEnd) && Number(row.excluded) === 0) : rows;
    const tellsCohorts = dimensions.includes('COHORT_QUARTER');
    return { windowDays: windowDays ?? 0, rank, isApart: metric === 'M9', tellsCohorts, rows: added(whole.map((row) => countedRow(row, byCohort, group))) };
  }
}

function countedRow(row: AnswerRow, byCohort: boolean, group?: string): CountedRow {
  const under = row.step === undefined || row.step === null ? [] : [row.step];
  const subject = [row.achievement, row.pathway, row.pathway_version, ...under].filter((part) => part !== undefined && part !== null).join('/');
  return {
    cohort: byCohort ? String(row.cohort_quarter) : all,
    subject: subject || all,
    group: group === undefined ? all : `${group}=${String(row.group_value)}`,
    numerator: Number(row.numerator ?? 0),
    denominator: Number(row.denominator ?? 0),
  };
}

/** Rows of one place added up: cohorts that are told by nothing else. */
function added(rows: readonly CountedRow[]): CountedRow[] {
  const places = Map.groupBy(rows, ({ cohort, subject, group }) => JSON.stringify([cohort, subject, group]));
  return [...places.values()].flatMap((same) => {
    const [first] = same;
    return first ? [{ ...first, numerator: same.reduce((sum, row) => sum + row.numerator, 0), denominator: same.reduce((sum, row) => sum + row.denominator, 0) }] : [];
  });
}
