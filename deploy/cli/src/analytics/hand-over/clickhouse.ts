import { type Column, columnsOf, type ColumnType, type Fact, facts } from '@cairn/metrics';
import { clickhouseQueues } from './clickhouse-queues.js';

const types: Readonly<Record<ColumnType, string>> = {
  earner: 'UUID',
  case: 'UUID',
  key: 'UUID',
  text: 'LowCardinality(String)',
  integer: 'Int32',
  hundredths: 'Int32',
  flag: 'Bool',
  day: 'Date32',
  time: `DateTime64(3, 'UTC')`,
  decimal: 'Decimal(18, 2)',
};

const heading = '-- Made of the facts by `npm run compose`; do not edit. docs/guides/clickhouse.md says how to switch.\n';

/** Every fact as a table of ClickHouse, who may read what, and how the events of Kafka come into them. */
export function clickhouseText(): string {
  return `${heading}\nCREATE DATABASE IF NOT EXISTS cairn;\n\n${facts.map(tableOf).join('\n')}\n${facts.map(policyOf).join('')}\n${clickhouseQueues}`;
}

/**
 * What comes twice, or late, is one row: the highest `row_version` stays, and `is_gone` takes it away. Rows are in the order of
 * earner and day, as in the export.
 */
function tableOf({ name, means, filedBy, columns, key }: Fact): string {
  const order = [...new Set(['tenant_id', ...(columns.some((column) => column.name === 'earner_key') ? ['earner_key'] : []), ...(filedBy === null ? [] : [filedBy]), ...key])];
  const lines = [...columnsOf(name).map((column) => columnLine(column, order.includes(column.name))), `  row_version UInt64 COMMENT 'Version of the aggregate that told it; the highest stays.'`, `  is_gone UInt8 DEFAULT 0 COMMENT '1: the row counts no more.'`];
  const open = order.some((column) => columns.find((one) => one.name === column)?.open);
  return [
    `CREATE TABLE cairn.${name}\n(\n${lines.join(',\n')}\n)`,
    'ENGINE = ReplacingMergeTree(row_version, is_gone)',
    ...(filedBy === null ? [] : [`PARTITION BY toYYYYMM(${filedBy})`]),
    `ORDER BY (${order.join(', ')})`,
    ...(open ? ['SETTINGS allow_nullable_key = 1'] : []),
    `COMMENT ${literal(means)};\n`,
  ].join('\n');
}

function columnLine({ name, type, open, means }: Column, isKey: boolean): string {
  const plain = types[type];
  const nullable = plain.startsWith('LowCardinality') ? 'LowCardinality(Nullable(String))' : `Nullable(${plain})`;
  // A text that orders rows is compared as it is.
  const chosen = open ? nullable : isKey && type === 'text' ? 'String' : plain;
  return `  ${name} ${chosen} COMMENT ${literal(means)}`;
}

/** An analyst's user has the setting \`cairn_tenant\` from an administrator, and cannot change it. */
const policyOf = ({ name }: Fact): string => `CREATE ROW POLICY tenant ON cairn.${name} FOR SELECT USING tenant_id = toUUID(getSetting('SQL_cairn_tenant')) TO cairn_analyst;\n`;

const literal = (text: string): string => `'${text.replaceAll(`\\`, `\\\\`).replaceAll(`'`, `\\'`)}'`;
