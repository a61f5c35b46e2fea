import { daysAfter, daysBefore, type Dimension, type FigureQuestion, type MetricId } from '@cairn/metrics';

/** A rate of a set over one window, and what it is told apart by, each dimension alone or together. */
export interface FigureTable {
  /** Days; null for what has no window. */
  readonly windowDays: number | null;
  readonly dimensions: readonly Dimension[];
}

/** Figures that are published together, since they count the same units: whatever of them adds up, or can be subtracted from one another. */
export interface FigureSet {
  readonly metric: MetricId;
  /** The first one is what is compared between groups; of two windows the earlier named is hidden later. */
  readonly tables: readonly [FigureTable, ...FigureTable[]];
  /** Whether the first table is published by each of the groups that earners name. */
  readonly byGroups: boolean;
  /** Whether only quarters of cohorts count that were observed for the whole window, each by itself. */
  readonly byCohort: boolean;
}

const cohorts: readonly Dimension[] = ['COHORT_QUARTER'];
const stacking: readonly Dimension[] = ['COHORT_QUARTER', 'ACHIEVEMENT'];
const completing: readonly Dimension[] = ['COHORT_QUARTER', 'PATHWAY'];

/** Every rate that readers who may not see exact figures can ask for. Nothing else is told them (analytics.md, section 4.4). */
export const figureSets: readonly FigureSet[] = [
  {
    metric: 'M1',
    // The longer row of windows is the curve of M7.
    tables: [
      { windowDays: 365, dimensions: stacking },
      { windowDays: 730, dimensions: stacking },
      { windowDays: 90, dimensions: cohorts },
      { windowDays: 180, dimensions: cohorts },
      { windowDays: 1_460, dimensions: cohorts },
    ],
    byGroups: true,
    byCohort: true,
  },
  { metric: 'M5', tables: [{ windowDays: null, dimensions: [] }], byGroups: false, byCohort: false },
  {
    metric: 'M8',
    tables: [
      { windowDays: 365, dimensions: completing },
      { windowDays: 730, dimensions: completing },
      { windowDays: 365, dimensions: ['PATHWAY_VERSION'] },
    ],
    byGroups: true,
    byCohort: true,
  },
  { metric: 'M9', tables: [{ windowDays: 365, dimensions: ['PATHWAY_VERSION'] }], byGroups: false, byCohort: false },
  { metric: 'M10', tables: [{ windowDays: 365, dimensions: cohorts }], byGroups: true, byCohort: true },
  { metric: 'M12', tables: [{ windowDays: null, dimensions: [] }], byGroups: false, byCohort: false },
  { metric: 'M13', tables: [{ windowDays: null, dimensions: [] }], byGroups: true, byCohort: false },
];

/** The windows of a set, shortest first; one null for a set without. */
export const windowsOf = ({ tables }: FigureSet): (number | null)[] => [...new Set(tables.map(({ windowDays }) => windowDays))].sort((a, b) => (a ?? 0) - (b ?? 0));

/** What the cells of a published rate are told apart by. */
export const dimensionsOf = ({ metric, windowDays }: { readonly metric: MetricId; readonly windowDays: number | null }): readonly Dimension[] => {
  const set = figureSets.find((one) => one.metric === metric);
  const tables = set?.tables.filter((table) => table.windowDays === windowDays) ?? [];
  const groups: readonly Dimension[] = set?.byGroups && set.tables[0].windowDays === windowDays ? ['GROUP_VALUE'] : [];
  return [...new Set([...tables.flatMap(({ dimensions }) => dimensions), ...groups])];
};

/** Whether a question is about something that is published. */
export const isPublished = ({ metric, windowDays, groupBy = [] }: FigureQuestion): boolean =>
  figureSets.some(
    (set) =>
      set.metric === metric &&
      set.tables.some((table, at) => {
        const isGrouped = at === 0 && set.byGroups && groupBy.length === 1 && groupBy[0] === 'GROUP_VALUE';
        return table.windowDays === (windowDays ?? null) && (isGrouped || groupBy.every((dimension) => table.dimensions.includes(dimension)));
      }),
  );

/** The dimension of what earners say of themselves under a name. */
export const groupDimension = (name: string): string => `GROUP_VALUE ${name}`;

/** Cells of a table at most: what is larger is published without the cells of its finest grain, each dimension by itself. */
export const finestMost = 400;

/** The last quarter, `2024-Q1`, that was observed for so many days up to its last day by the end of observation. */
export function lastObserved(windowDays: number, observationEnd: string): string {
  const after = daysAfter(daysBefore(observationEnd, windowDays), 1);
  const [year, month] = [Number(after.slice(0, 4)), Number(after.slice(5, 7))];
  const quarter = Math.ceil(month / 3) - 1;
  return quarter === 0 ? `${year - 1}-Q4` : `${year}-Q${quarter}`;
}
