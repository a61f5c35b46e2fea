import { figureOf, metricOf } from '../catalogue/catalogue.js';
import type { Dimension } from '../catalogue/metric.js';
import type { FigureQuestion } from '../figure-question.js';
import { partColumn } from '../sql/figure-sql.js';
import type { World } from '../fact-rows.js';

/** One unit of a figure: an earner, an award, an enrolment, … */
export interface Unit {
  readonly earner: string;
  /** The day that places it in its cohort. */
  readonly day: string;
  readonly dims?: Partial<Record<Dimension, string>>;
  readonly always?: Readonly<Record<string, number>>;
  readonly observed?: boolean;
  readonly hit: number;
  readonly parts?: Readonly<Record<string, number>>;
  /** Of survivals. */
  readonly t?: number;
  readonly event?: boolean;
  /** Of spreads. */
  readonly spread?: Readonly<Record<string, number>>;
}

/** A row of an answer. */
export type Tally = Readonly<Record<string, string | number | null>>;

/** Units by what the question tells them apart by, counted. */
export function tallied(world: World, question: FigureQuestion, all: readonly Unit[]): Tally[] {
  const { groupBy = [], cohorts = { from: '', until: '9' } } = question;
  const units = all.filter(({ day }) => day >= cohorts.from && day <= cohorts.until);
  const keysOf = (unit: Unit): Record<string, string | number> => ({
    ...unit.always,
    ...Object.fromEntries(groupBy.map((dimension) => [dimension.toLowerCase(), valueOf(world, question, unit, dimension)])),
  });
  const groups = Map.groupBy(units, (unit) => JSON.stringify(keysOf(unit)));
  const whole = groups.size === 0 && groupBy.length === 0 && question.metric !== 'M9' && !['M7', 'O2'].includes(question.metric);
  if (whole) groups.set('{}', []);
  return [...groups].flatMap(([key, members]) => {
    const keys = JSON.parse(key) as Record<string, string | number>;
    if (question.metric === 'M7' || question.metric === 'O2') return survival(members).map((row) => ({ ...keys, ...row }));
    return [{ ...keys, ...(question.metric === 'M11' ? spread(members) : rate(question, members)) }];
  });
}

function rate({ metric, figure }: FigureQuestion, units: readonly Unit[]): Tally {
  const observed = units.filter((unit) => unit.observed ?? true);
  const earners = (some: readonly Unit[]) => new Set(some.map(({ earner }) => earner)).size;
  const parts = figureOf(metricOf(metric), figure)?.parts.map(partColumn) ?? [];
  return {
    denominator: metric === 'M0' || metric === 'O5' ? earners(units) : observed.length,
    numerator: metric === 'O5' ? earners(units.filter(({ hit }) => hit > 0)) : observed.reduce((sum, { hit }) => sum + hit, 0),
    ...Object.fromEntries(parts.map((part) => [part, observed.reduce((sum, unit) => sum + (unit.parts?.[part] ?? 0), 0)])),
    excluded: units.length - observed.length,
  };
}

function survival(units: readonly Unit[]): Tally[] {
  const times = [...new Set(units.map(({ t = 0 }) => t))];
  return times.map((time) => {
    const here = units.filter(({ t }) => t === time);
    const events = here.filter(({ event }) => event).length;
    return { t: time, events, censored: here.length - events, at_risk: units.filter(({ t = 0 }) => t >= time).length };
  });
}

function spread(units: readonly Unit[]): Tally {
  const of = (name: string, tenths: number): number | null => {
    const values = units.map((unit) => unit.spread?.[name] ?? 0).sort((a, b) => a - b);
    if (values.length === 0) return null;
    // The place between two values, in tenths: whole numbers all the way.
    const place = tenths * (values.length - 1);
    const low = values[Math.floor(place / 10)] ?? 0;
    const high = values[Math.ceil(place / 10)] ?? 0;
    return (low * 10 + (high - low) * (place % 10)) / 10;
  };
  return {
    n: units.length,
    days_median: of('days', 5),
    days_p90: of('days', 9),
    credits_median: of('credits', 5),
    credits_p90: of('credits', 9),
    excess_median: of('excess', 5),
    excess_p90: of('excess', 9),
  };
}

function valueOf(world: World, { group }: FigureQuestion, { earner, day, dims }: Unit, dimension: Dimension): string {
  if (dimension === 'COHORT_MONTH') return day.slice(0, 7);
  if (dimension === 'COHORT_QUARTER') return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
  if (dimension !== 'REGION' && dimension !== 'GROUP_VALUE') return dims?.[dimension] ?? '';
  const name = dimension === 'REGION' ? 'region' : group;
  const said = world.dim_group.find((row) => row.earner_key === earner && row.dimension === name && (row.since_on ?? '') <= day && day < (row.until_on ?? '9'));
  return said?.value ?? '(missing)';
}
