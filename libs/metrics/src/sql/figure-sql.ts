import { daysAfter } from '../civil-day.js';
import { figureOf, metricOf } from '../catalogue/catalogue.js';
import type { Part } from '../catalogue/metric.js';
import { type FigureQuestion, type FigureScope, questionFaults, windowOf } from '../figure-question.js';
import { columnKey, type Key, keyOf } from './keys.js';
import { type FigureText, figureText, sqlText } from './texts.js';

/** SQL for PostgreSQL and DuckDB alike, over the facts: places `$1`, `$2`, … and their values in order. */
export interface FigureSql {
  readonly text: string;
  readonly values: readonly (string | number)[];
}

/**
 * The SQL of a figure. Columns: what it is told apart by in lower case (`cohort_quarter`), then
 * for a rate `denominator`, `numerator`, a column for each part and `excluded`; for a survival `t`, `events`, `censored`,
 * `at_risk`; for a spread `n` and medians and 90th percentiles; for pairs `from_achievement`, `to_achievement`, `numerator`,
 * `same_day`, `denominator`; for dead ends `achievement`, `denominator`, `followed`, `in_pathway`, `numerator`.
 * Throws for a question that `questionFaults` finds fault with, and for M14, which compares the answers of others.
 */
export function figureSql(question: FigureQuestion): FigureSql {
  const [fault] = questionFaults(question);
  if (fault) throw new Error(fault.message);
  const metric = metricOf(question.metric);
  const figure = figureOf(metric, question.figure) ?? metric.figures[0];
  const how = figureText(metric.id, figure.name);
  if (!how) throw new Error(`${metric.id} is made of the answers of other metrics`);
  const keys = [...(how.always ?? []).map(columnKey), ...(question.groupBy ?? []).map(keyOf)];
  return new Places(question).fill(composed(how, keys, figure.parts, question.cohorts));
}

/** The column of a part: `sameDay` is in `same_day`, `UNKNOWN_LEVEL` in `unknown_level`. */
export const partColumn = ({ name }: Pick<Part, 'name'>): string => name.replace(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();

function composed(how: FigureText, keys: readonly Key[], parts: readonly Part[], cohorts: FigureQuestion['cohorts']): string {
  const tables = [...how.base.map((name) => `base/${name}`), ...(how.unit === null ? [] : [`unit/${how.unit}`])].map(sqlText);
  const answer = answerText(how, keys, parts, cohorts);
  const isTable = /^(--[^\n]*\n)*\w+ as \(/.test(answer);
  return `with ${tables.join(',\n')}${isTable ? ',' : ''}\n${answer}\n`;
}

function answerText(how: FigureText, keys: readonly Key[], parts: readonly Part[], cohorts: FigureQuestion['cohorts']): string {
  const named = keys.map(({ expression, column }) => `${expression} as ${column}, `).join('');
  const places = keys.map((_, at) => at + 1).join(', ');
  const sum = (column: string) => `cast(coalesce(sum(u.${column}) filter (where u.observed), 0) as bigint)`;
  const counts = [
    `${how.denominator ?? 'count(*) filter (where u.observed)'} as denominator`,
    `${how.numerator ?? sum('hit')} as numerator`,
    ...parts.map(partColumn).map((column) => `${sum(column)} as ${column}`),
  ];
  const filled: Record<string, string> = {
    keys: named,
    joins: keys.map(({ join }) => join).join(''),
    counts: counts.join(',\n       '),
    group: places && `group by ${places}`,
    order: places && `order by ${places}`,
    groups: places && `${places},`,
    names: keys.map(({ column }) => `${column}, `).join(''),
    cohorts: cohorts ? 'where u.cohort_day between :C0 and :C1' : '',
    partition: places && `partition by ${keys.map(({ column }) => column).join(', ')}`,
  };
  return sqlText(`answer/${how.answer}`).replace(/\{(\w+)\}/g, (whole, name: string) => filled[name] ?? whole);
}

/** Puts values in their places, each once. */
class Places {
  private readonly values: (string | number)[] = [];
  private readonly known = new Map<string, string>();

  constructor(private readonly question: FigureQuestion) {}

  fill(text: string): FigureSql {
    const narrowed = text.replace(/ ?\{(tenants|issuers|achievements|pathways):([\w.]+)\}/g, (_, of: keyof FigureScope, column: string) => this.narrowing(of, column));
    const filled = narrowed.replace(/(?<![:\w]):([A-Z][A-Z0-9]*)\b/g, (_, name: string) => this.named(name));
    return { text: filled, values: this.values };
  }

  private narrowing(of: keyof FigureScope, column: string): string {
    const only = this.question.scope?.[of];
    if (only === undefined) return '';
    return only.length === 0 ? ' and false' : ` and ${column} in (${only.map((value) => this.place(`${of}:${value}`, value)).join(', ')})`;
  }

  private named(name: string): string {
    const { observationEnd, periodStart = '1900-01-01', enrolmentsUntil = observationEnd, group = '', top = 100, cohorts } = this.question;
    const day = (value: string) => `cast(${this.place(name, value)} as date)`;
    const instant = (value: string) => `cast(${this.place(name, value)} as timestamptz)`;
    if (name === 'T') return day(observationEnd);
    if (name === 'L') return day(enrolmentsUntil);
    if (name === 'P0') return day(periodStart);
    if (name === 'W') return `cast(${this.place(name, windowOf(this.question) ?? 0)} as integer)`;
    if (name === 'C0') return day(cohorts?.from ?? periodStart);
    if (name === 'C1') return day(cohorts?.until ?? observationEnd);
    if (name === 'START') return instant(`${periodStart}T00:00:00Z`);
    if (name === 'END') return instant(`${daysAfter(observationEnd, 1)}T00:00:00Z`);
    if (name === 'GROUP') return `cast(${this.place(name, group)} as varchar)`;
    if (name === 'K') return `cast(${this.place(name, top)} as integer)`;
    throw new Error(`${name} is no parameter`);
  }

  private place(name: string, value: string | number): string {
    const place = this.known.get(name) ?? `$${this.values.push(value)}`;
    this.known.set(name, place);
    return place;
  }
}
