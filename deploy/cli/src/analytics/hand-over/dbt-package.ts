import { columnsOf, type Fact, type FactName, facts, type FigureQuestion, figureSql, type Metric, metricCatalogue, versionedId } from '@cairn/metrics';

/** Files by their paths within the package: sources, staging, marts and tests, made of the facts and the catalogue. */
export function dbtPackage(): ReadonlyMap<string, string> {
  return new Map([
    ['models/sources.yml', sources()],
    ...facts.map((fact) => [`models/staging/stg_${fact.name}.sql`, staging(fact)] as const),
    ['models/staging/staging.yml', stagingTests()],
    ...facts.map((fact) => [`tests/one_row_for_each_key_of_${fact.name}.sql`, keyTest(fact)] as const),
    ...marts.map((mart) => [`models/marts/${mart.name}.sql`, martText(mart)] as const),
    ['models/marts/marts.yml', martTests()],
    ...marts.filter(isShare).map(({ name }) => [`tests/${name}_is_a_share.sql`, `${made}select * from {{ ref('${name}') }} where numerator < 0 or numerator > denominator\n`] as const),
  ]);
}

const made = '-- Made of the catalogue by `npm run compose`; do not edit.\n';
const quoted = (text: string): string => JSON.stringify(text);

interface Mart {
  readonly name: string;
  readonly metric: Metric;
  readonly figure: string;
}

/** Every figure that has SQL of its own; M14 compares rows of others. */
const marts: readonly Mart[] = metricCatalogue
  .filter(({ shape }) => shape !== 'GAP')
  .flatMap((metric) => metric.figures.map(({ name: figure }) => ({ name: `metric_${metric.id}${figure === metric.id ? '' : `_${figure}`}`.toLowerCase(), metric, figure })));

/** Rates whose numerator is a part of the denominator: M0 counts awards over earners, M16 verifications over awards. */
const isShare = ({ metric: { shape, id } }: Mart): boolean => shape === 'RATE' && id !== 'M0' && id !== 'M16';

/** Stand for what is filled in when the package runs: no question asks for them otherwise. */
const filled: Readonly<Record<string, string>> = {
  '2000-01-31': `{{ observation_end() }}`,
  '2000-02-01T00:00:00Z': `({{ observation_end() }} + 1)`,
  '2000-01-03': `{{ period_start() }}`,
  '2000-01-03T00:00:00Z': `{{ period_start() }}`,
  '2000-01-30': `{{ enrolments_until() }}`,
  '3653': `{{ var('window_days', 365) }}`,
  '999': `{{ var('top_pairs', 100) }}`,
};

function martText({ metric, figure }: Mart): string {
  const question: FigureQuestion = {
    metric: metric.id,
    figure,
    observationEnd: '2000-01-31',
    periodStart: '2000-01-03',
    groupBy: metric.dimensions.includes('COHORT_QUARTER') ? ['COHORT_QUARTER'] : [],
    ...(metric.id === 'M10' && { enrolmentsUntil: '2000-01-30' }),
    ...(metric.window?.free && { windowDays: 3_653 }),
    ...(metric.shape === 'PAIRS' && { top: 999 }),
  };
  const { text, values } = figureSql(question);
  const placed = text.replace(/\$(\d+)/g, (_, place: string) => valueOf(values[Number(place) - 1]));
  return `${made}${placed.replace(/\b(from|join) ((?:fact|dim)_\w+)/g, (_, how: string, fact: string) => `${how} {{ ref('stg_${fact}') }}`)}`;
}

function valueOf(value: string | number | undefined): string {
  const known = filled[String(value)];
  if (known !== undefined) return known;
  return typeof value === 'number' ? String(value) : `'${String(value).replaceAll(`'`, `''`)}'`;
}

const staging = ({ name }: Fact): string => `${made}select ${columnsOf(name).map((column) => column.name).join(', ')}\n  from {{ source('cairn', '${name}') }}\n`;

const keyTest = ({ name, key }: Fact): string => {
  const columns = ['tenant_id', ...key].join(', ');
  return `${made}select ${columns}\n  from {{ ref('stg_${name}') }}\n group by ${columns}\nhaving count(*) > 1\n`;
};

function sources(): string {
  const tables = facts.map(({ name, means }) => `      - name: ${name}\n        description: ${quoted(means)}\n        columns:\n${columnLines(name, 10, false)}`);
  const observation = `      - name: observation\n        description: "Up to which day all facts of the export are known."\n        columns:\n          - name: observation_end\n            description: "The last day."\n`;
  return `${made.replace('--', '#')}version: 2\nsources:\n  - name: cairn\n    schema: main\n    description: "Facts of an export, as \`cairn analytics database\` opens them."\n    tables:\n${tables.join('')}${observation}`;
}

function stagingTests(): string {
  const models = facts.map(({ name, means }) => `  - name: stg_${name}\n    description: ${quoted(means)}\n    columns:\n${columnLines(name, 6, true)}`);
  return `${made.replace('--', '#')}version: 2\nmodels:\n${models.join('')}`;
}

function columnLines(fact: FactName, indent: number, isTested: boolean): string {
  const [outer, inner] = [' '.repeat(indent), ' '.repeat(indent + 2)];
  return columnsOf(fact)
    .map(({ name, means, open }) => `${outer}- name: ${name}\n${inner}description: ${quoted(means)}\n${isTested ? testLines(fact, name, open ?? false, inner) : ''}`)
    .join('');
}

/** What a column of a fact names a row of. */
const named: Readonly<Record<string, readonly [fact: FactName, of: readonly FactName[]]>> = {
  enrolment: ['fact_enrolment', ['fact_step', 'fact_completion']],
  completion: ['fact_completion', ['fact_counted']],
};

function testLines(fact: FactName, column: string, isOpen: boolean, indent: string): string {
  const tests = isOpen ? [] : ['not_null'];
  const [parent, children] = named[column] ?? [];
  const lines = tests.map((test) => `${indent}  - ${test}\n`);
  if (parent && children?.includes(fact)) lines.push(`${indent}  - relationships:\n${indent}      arguments:\n${indent}        to: ref('stg_${parent}')\n${indent}        field: ${column}\n`);
  const values = accepted[`${fact}.${column}`];
  if (values) lines.push(`${indent}  - accepted_values:\n${indent}      arguments:\n${indent}        values: [${values.map(quoted).join(', ')}]\n`);
  return lines.length === 0 ? '' : `${indent}data_tests:\n${lines.join('')}`;
}

const accepted: Readonly<Record<string, readonly string[]>> = {
  'fact_verification.class': ['person', 'relying system', 'bot', 'own issuer'],
  'fact_submission.outcome': ['granted', 'refused', 'returned'],
};

function martTests(): string {
  const models = marts.map(({ name, metric, figure }) => {
    const { numerator, denominator } = metric.figures.find((one) => one.name === figure) ?? metric.figures[0];
    const words = `${versionedId(metric)} ${metric.title}. ${metric.definition} Above the line: ${numerator}. Below: ${denominator}. ${metric.censoring}${metric.note ? ` ${metric.note}` : ''}`;
    return `  - name: ${name}\n    description: ${quoted(words)}\n`;
  });
  return `${made.replace('--', '#')}version: 2\nmodels:\n${models.join('')}`;
}
