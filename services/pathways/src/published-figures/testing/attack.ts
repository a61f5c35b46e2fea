import { all, least } from '@cairn/disclosure';
import type { Chance } from '@cairn/metrics/testing';
import { LinearModel, type Solver, type Term, type Variable } from '@cairn/requirements';
import type { PublishedCell } from '../figure-cells.js';
import type { CountedRow, CountedTable } from '../figure-lattice.js';
import { lastObserved } from '../figure-set.js';
import { negative, pinnedTargets, type Target } from './pinned-targets.js';

/** A publication as readers have it, and what is true. */
export interface Observation {
  readonly observationEnd: string;
  readonly told: readonly PublishedCell[];
  readonly truth: readonly CountedTable[];
}

/** One permitted query: a table of one publication. */
interface Asked {
  readonly at: Observation;
  readonly windowDays: number;
  readonly dimensions: readonly string[];
  readonly cells: readonly PublishedCell[];
}

/**
 * Counts of 1 to 9 that somebody can tell more closely than within 10 who asks two queries and joins them in a linear programme:
 * pairs of one publication, pairs of two, and at last everything there is. He knows which cohorts, subjects and groups there are,
 * that longer windows count no fewer, and that of cohorts that are over nothing changes. Written apart from the audit.
 *
 * @param pairs how many pairs of queries
 */
export function pinnedCells(observations: readonly Observation[], pairs: number, chance: Chance, solver: Solver): string[] {
  const asked = observations.flatMap((at): Asked[] => {
    const queries = Map.groupBy(at.told, ({ windowDays, dimensions }) => JSON.stringify([windowDays, dimensions]));
    return [...queries.values()].flatMap((cells) => (cells[0] ? [{ at, windowDays: cells[0].windowDays, dimensions: cells[0].dimensions, cells }] : []));
  });
  const pinned = new Set<string>();
  const join = (queries: readonly Asked[]) => {
    for (const name of new Attack(observations, queries, solver).pinned()) pinned.add(name);
  };
  for (let pair = 0; pair < pairs && asked.length > 0; pair += 1) join([chance.of(asked), chance.of(asked)]);
  join(asked);
  return [...pinned];
}

class Attack {
  private readonly model = new LinearModel();
  private readonly variables = new Map<string, Variable>();
  private readonly quarters: string[];
  /** The finest ones: of pathways that are told by version too, their versions. */
  private readonly subjects: string[];
  /** Windows, shortest first, and whether they are told by subject. */
  private readonly windows: [days: number, bySubject: boolean][];

  constructor(
    private readonly observations: readonly Observation[],
    private readonly queries: readonly Asked[],
    private readonly solver: Solver,
  ) {
    const tables = observations.flatMap(({ truth }) => truth).filter(({ rows }) => rows.every(({ group }) => group === all));
    const rows = tables.flatMap((table) => table.rows);
    this.quarters = [...new Set(rows.map(({ cohort }) => cohort))].sort();
    const subjects = [...new Set(rows.map(({ subject }) => subject))].filter((subject) => subject !== all).sort();
    this.subjects = subjects.filter((subject) => !subjects.some((finer) => isUnder(finer, subject)));
    const bySubject = new Map(tables.map(({ windowDays, rows: of }) => [windowDays, of.some(({ subject }) => subject !== all)]));
    this.windows = [...bySubject].sort(([a], [b]) => a - b);
    this.nest();
    for (const query of queries) for (const cell of query.cells) this.learn(cell);
  }

  /** Names of what is pinned, of the tables that were asked for. */
  pinned(): string[] {
    return pinnedTargets(this.model, this.targets(), this.solver);
  }

  private variable(name: string): Variable {
    const variable = this.variables.get(name) ?? this.model.amount(100_000);
    this.variables.set(name, variable);
    return variable;
  }

  private began(quarter: string, subject: string): Term[] {
    return this.finest(subject).map((one): Term => [1, this.variable(`D ${quarter} ${one}`)]);
  }

  private counted(windowDays: number, quarter: string, subject: string): Term[] {
    const bySubject = this.windows.find(([days]) => days === windowDays)?.[1];
    if (!bySubject) return [[1, this.variable(`N${windowDays} ${quarter}`)]];
    return this.finest(subject).map((one): Term => [1, this.variable(`N${windowDays} ${quarter} ${one}`)]);
  }

  private finest(subject: string): string[] {
    return subject === all ? this.subjects : this.subjects.filter((one) => one === subject || isUnder(one, subject));
  }

  /** Longer windows count no fewer, and none more than began. */
  private nest(): void {
    for (const quarter of this.quarters) {
      const chain = (subject: string, windows: readonly number[]) => {
        const forms = [...windows.map((days) => this.counted(days, quarter, subject)), this.began(quarter, subject)];
        forms.slice(1).forEach((larger, at) => this.model.atMost([...(forms[at] ?? []), ...negative(larger)], 0));
      };
      chain(all, this.windows.map(([days]) => days));
      for (const subject of this.subjects) chain(subject, this.windows.flatMap(([days, bySubject]) => (bySubject ? [days] : [])));
    }
  }

  private learn({ windowDays, dimensions, keys, numerator, denominator, bound, observationEnd }: PublishedCell): void {
    const [counted, began] = this.forms(windowDays, dimensions, keys, observationEnd);
    this.model.equal(began, denominator);
    if (numerator !== null) this.model.equal(counted, numerator);
    // "Fewer than 10", as everywhere.
    if (bound?.startsWith('<')) this.model.atMost(counted, least);
    if (bound?.startsWith('>')) this.model.atLeast(counted, denominator - least);
  }

  private forms(windowDays: number, dimensions: readonly string[], keys: readonly string[], observationEnd: string): [counted: Term[], began: Term[]] {
    const keyOf = (dimension: string): string | undefined => keys[dimensions.indexOf(dimension)];
    const last = lastObserved(Number(keyOf('OBSERVED') ?? windowDays), observationEnd);
    const grouped = dimensions.findIndex((dimension) => dimension.startsWith('GROUP_VALUE'));
    if (grouped !== -1) return this.ofGroup(windowDays, keys[grouped] ?? '', last);
    const quarters = keyOf('COHORT_QUARTER') === undefined ? this.quarters.filter((quarter) => quarter <= last) : [keyOf('COHORT_QUARTER') ?? ''];
    const subject = keyOf('ACHIEVEMENT') ?? keyOf('PATHWAY') ?? this.subjects.find((one) => one.endsWith(`/${keyOf('PATHWAY_VERSION')}`)) ?? all;
    return [quarters.flatMap((quarter) => this.counted(windowDays, quarter, subject)), quarters.flatMap((quarter) => this.began(quarter, subject))];
  }

  /** Groups are told of all cohorts up to a quarter, and come to all of them. */
  private ofGroup(windowDays: number, group: string, last: string): [Term[], Term[]] {
    const names = (measure: string, value: string) => `${measure}${windowDays} ${last} ${value}`;
    if (!this.variables.has(names('NG', group))) {
      const values = [...new Set(this.observations.flatMap(({ truth }) => truth.flatMap(({ rows }) => rows.flatMap((row) => (row.group === all ? [] : [row.group.split('=')[1] ?? ''])))))];
      const quarters = this.quarters.filter((quarter) => quarter <= last);
      const sum = (measure: string, of: Term[]) => this.model.equal([...values.map((value): Term => [1, this.variable(names(measure, value))]), ...negative(of)], 0);
      sum('NG', quarters.flatMap((quarter) => this.counted(windowDays, quarter, all)));
      sum('DG', quarters.flatMap((quarter) => this.began(quarter, all)));
      for (const value of values) this.model.implies(this.variable(names('NG', value)), this.variable(names('DG', value)));
    }
    return [[[1, this.variable(names('NG', group))]], [[1, this.variable(names('DG', group))]]];
  }

  /** Every small count of the tables that were asked for, told or not. */
  private targets(): Target[] {
    const targets = new Map<string, Target>();
    for (const { at, windowDays, dimensions } of this.queries) {
      if (dimensions.includes('OBSERVED')) continue;
      for (const [keys, row] of truthOf(at, windowDays, dimensions)) {
        const [counted, began] = this.forms(windowDays, dimensions, keys, at.observationEnd);
        const left = [...began, ...negative(counted)];
        for (const [measure, count, terms] of [['numerator', row.numerator, counted], ['denominator', row.denominator, began], ['complement', row.denominator - row.numerator, left]] as const) {
          const name = JSON.stringify([measure, windowDays, dimensions, keys, lastObserved(windowDays, at.observationEnd), count]);
          if (count >= 1 && count < least) targets.set(name, { name, terms });
        }
      }
    }
    return [...targets.values()];
  }
}

const isUnder = (version: string, pathway: string): boolean => version.startsWith(`${pathway}/`);

/** The rows of a table as they are, by what it is told apart by. */
function truthOf({ truth }: Observation, windowDays: number, dimensions: readonly string[]): [keys: string[], counts: { numerator: number; denominator: number }][] {
  const isGrouped = dimensions.some((dimension) => dimension.startsWith('GROUP_VALUE'));
  const isByVersion = dimensions.includes('PATHWAY_VERSION');
  const table = truth.find((one) => one.windowDays === windowDays && one.rows.some(({ group, subject }) => (group !== all) === isGrouped && subject.includes('/') === isByVersion));
  const keyOf = (dimension: string, { cohort, subject, group }: CountedRow): string | undefined => {
    if (isGrouped) return group.split('=')[1];
    if (dimension === 'COHORT_QUARTER') return cohort;
    return isByVersion ? subject.split('/')[1] : subject;
  };
  const places = Map.groupBy(table?.rows ?? [], (row) => JSON.stringify(dimensions.map((dimension) => keyOf(dimension, row))));
  return Array.from(places, ([keys, rows]) => [JSON.parse(keys) as string[], { numerator: rows.reduce((sum, row) => sum + row.numerator, 0), denominator: rows.reduce((sum, row) => sum + row.denominator, 0) }]);
}
