import { type Dimension, type FigureQuestion, type MetricId, windowOf } from '@cairn/metrics';
import { Database } from '@cairn/postgres';
import { badInput, Fault } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import type { PublishedSet, ReadCell } from './figure-cells.js';
import { figureSets, groupDimension, isPublished } from './figure-set.js';
import { type PublishedCurve, publishedCurve } from './published-curve.js';
import { PublishedFiguresStore } from './published-figures.store.js';
import type { ReadPair } from './published-pair.js';

/** Keys of one table at most: more than any that is published has. */
const cellsMost = 5_000;
const inOrder: readonly Dimension[] = ['COHORT_QUARTER', 'ACHIEVEMENT', 'PATHWAY', 'PATHWAY_VERSION'];

/** Figures for everybody who may not see exact ones: those that were published, and nothing besides. */
@Injectable()
export class ProtectedFigures {
  constructor(
    private readonly database: Database,
    private readonly store: PublishedFiguresStore,
  ) {}

  /** What a tenant has published. */
  sets(tenant: string): Promise<PublishedSet[]> {
    return this.database.read({ tenant: null }, (tx) => this.store.sets(tx, tenant));
  }

  /**
   * A page of one published table, by keys. A tenant that has published nothing has no cells.
   *
   * @throws Fault DIMENSION_NOT_ALLOWED for what is not published, naming what is; BAD_USER_INPUT for a day of the reader's own
   */
  async cells(tenant: string, question: FigureQuestion, own: OwnChoice, after: readonly string[] | null, limit: number): Promise<ReadCell[]> {
    const { metric, groupBy = [], group = '' } = question;
    const windowDays = windowOf(question);
    refuse(question, own);
    if (!isPublished({ ...question, windowDays: windowDays ?? undefined })) throw notPublished();
    const dimensions = groupBy.includes('GROUP_VALUE') ? [groupDimension(group)] : inOrder.filter((dimension) => groupBy.includes(dimension));
    return this.database.read({ tenant: null }, (tx) => this.store.cells(tx, tenant, { metric, windowDays, dimensions }, after, limit));
  }

  /** A page of pairs, the largest first; those of all others together have no ids. Throws as `cells` does. */
  async pairs(tenant: string, question: FigureQuestion, own: OwnChoice, after: readonly [number, string, string] | null, limit: number): Promise<ReadPair[]> {
    refuse(question, own);
    if (question.figure !== 'FIRST') throw notPublished();
    return this.database.read({ tenant: null }, (tx) => this.store.pairs(tx, tenant, after, limit));
  }

  /** The curve of everybody, or one of each quarter of cohorts; none of whom too few are at risk. Throws as `cells` does. */
  async curves(tenant: string, question: FigureQuestion, own: OwnChoice): Promise<{ readonly cohort: string | null; readonly curve: PublishedCurve }[]> {
    const { groupBy = [] } = question;
    refuse(question, own);
    if (groupBy.some((dimension) => dimension !== 'COHORT_QUARTER')) throw notPublished();
    if (groupBy.length === 0) {
      const [windows, tiers] = await Promise.all([this.ofAllWindows(tenant, 'M1', []), this.ofAllWindows(tenant, 'M1', ['OBSERVED'])]);
      const curve = publishedCurve(windows, tiers);
      return curve ? [{ cohort: null, curve }] : [];
    }
    const quarters = Map.groupBy(await this.ofAllWindows(tenant, 'M1', ['COHORT_QUARTER']), ({ keys }) => keys[0] ?? '');
    return [...quarters].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([cohort, windows]) => {
      const curve = publishedCurve(windows, []);
      return curve ? [{ cohort, curve }] : [];
    });
  }

  /** The completions and the steps of a version of a pathway. Throws as `cells` does. */
  async funnel(tenant: string, version: string, windowDays: number, own: OwnChoice): Promise<{ readonly whole: ReadCell | undefined; readonly steps: readonly ReadCell[] }> {
    refuse({}, own);
    if (windowDays !== figureSets.find(({ metric }) => metric === 'M9')?.tables[0].windowDays) throw notPublished();
    const [[whole], steps] = await Promise.all([
      this.ofAllWindows(tenant, 'M8', ['PATHWAY_VERSION'], [version]),
      this.ofAllWindows(tenant, 'M9', ['PATHWAY_VERSION', 'STEP'], [version]),
    ]);
    return { whole, steps };
  }

  private ofAllWindows(tenant: string, metric: MetricId, dimensions: readonly string[], keys: readonly string[] = []): Promise<ReadCell[]> {
    return this.database.read({ tenant: null }, (tx) => this.store.cellsUnder(tx, tenant, metric, dimensions, keys, cellsMost));
  }
}

/** What a reader chose who may choose nothing of it. */
export interface OwnChoice {
  /** Whether he asked for a day. */
  readonly isDated: boolean;
}

/** Fixed tables only: what is cut out freely could be subtracted from them. */
function refuse({ cohorts, scope }: Pick<FigureQuestion, 'cohorts' | 'scope'>, { isDated }: OwnChoice): void {
  if (isDated) throw badInput('Published figures have the day of their publication; leave `asOf` out.');
  if (cohorts || scope) throw new Fault('DIMENSION_NOT_ALLOWED', 'Published figures are those of the whole tenant and of all cohorts; leave `period` and `scope` out.');
}

const notPublished = (): Fault => new Fault('DIMENSION_NOT_ALLOWED', `That is not among the published figures, which are ${published}.`);

const published = [
  ...figureSets.filter(({ metric }) => metric !== 'M9').flatMap(({ metric, tables, byGroups }) =>
    tables.map(({ windowDays, dimensions }, at) => {
      const by = [dimensions.join(' and '), ...(byGroups && at === 0 ? ['GROUP_VALUE'] : [])].filter((words) => words !== '').join(', or ');
      return [metric, ...(windowDays === null ? [] : [`over ${windowDays} days`]), ...(by === '' ? [] : [`by ${by}`])].join(' ');
    }),
  ),
  'M7, also by COHORT_QUARTER',
  'funnels over 365 days',
  'M15 of the basis FIRST',
].join('; ');
