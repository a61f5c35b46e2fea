import { metricCatalogue } from '../catalogue/catalogue.js';
import { type Figure, type Metric, type Suppression, versionedId } from '../catalogue/metric.js';
import { type Fact, facts } from '../facts.js';

const hiding: Readonly<Record<Suppression, string>> = {
  STD: 'numerator, denominator and their difference are each 0 or 10 and more, or the cell is hidden',
  SAME_DAY: 'numerator, denominator, their difference and the part of the same day are each 0 or 10 and more, or the cell is hidden',
  CLASSES: 'all classes together: none of 1 to 9 is shown, and none can be had by subtraction',
  AT_RISK: 'points with fewer than 10 at risk are hidden',
  OBSERVATIONS: 'a median needs 10 observations, a 90th percentile 100',
  COMPLEMENTARY: 'as for a rate, and over all groups together',
  PAIRS: 'pairs of fewer than 10 are one row, "other"',
  UNITS: 'fewer than 10 units are hidden',
  LIST: 'a list of achievements, each with 30 earners and more',
};

/** docs/metrics.md: the catalogue for people to read. */
export const metricsDocument = (): string => `<!-- Made from libs/metrics by \`npm run compose\`. -->
# What the figures mean

Every answer names its figure with version (\`M1@1\`), its window and the end of observation: the last day that counts. Another
meaning is another version. All days are civil days in UTC. "First" means first in scope; "distinct" compares achievements,
not versions and not awards, and puts ties of one day in the order of their ids. Earners who agreed to no statistics are in no
figure; void awards (revoked as issued in error, or on the day of issue or before) are in none; other revoked awards were
earned, and count except where it says "valid".

\`npm run cairn -- analytics sql M1 --window 365\` prints the SQL of a figure. It runs on PostgreSQL over the views named
below, and on DuckDB over an export. Tests hold both, the sums kept by the registry, and a computation written apart against
one another.

${metricCatalogue.map(section).join('\n')}
## Facts

What figures are made of. \`tenant_id\` is the first column of each; amounts of credit are in hundredths.

${facts.map(factSection).join('\n')}`;

function section(metric: Metric): string {
  const { title, definition, figures, window, censoring, suppression, dimensions, note } = metric;
  const lines = [
    ...(figures.length === 1 ? figureLines(figures[0]) : figures.flatMap((figure) => [`- Figure \`${figure.name}\``, ...figureLines(figure).map((line) => `  ${line}`)])),
    `- Window: ${window === null ? 'none' : `${window.days.map((days) => days.toLocaleString('en')).join(', ')} days${window.free ? ', or any other' : ''}`}`,
    `- Censoring: ${censoring}`,
    `- Hidden from those who may not see single cases: ${hiding[suppression]}`,
    `- Told apart by: ${dimensions.map((dimension) => `\`${dimension}\``).join(', ') || 'nothing'}`,
    ...(note === null ? [] : [`- To be said with it: ${note}`]),
  ];
  return `## ${versionedId(metric)} ${title}\n\n${definition}\n\n${lines.join('\n')}\n`;
}

const figureLines = ({ grain, numerator, denominator, parts }: Figure): string[] => [
  `- One unit: ${grain.toLowerCase().replace('_', ' ')}`,
  `- Numerator: ${numerator}`,
  `- Denominator: ${denominator}`,
  ...parts.map(({ name, means }) => `- Part \`${name}\`: ${means}`),
];

const factSection = ({ name, means, columns, filedBy }: Fact): string =>
  `### \`${name}\`

${means}${filedBy === null ? '' : ` An export files it under the month of \`${filedBy}\`.`}

| column | | what it is |
|---|---|---|
${columns.map((column) => `| \`${column.name}\` | ${column.type}${column.open ? ', may be open' : ''} | ${column.means} |`).join('\n')}
`;
