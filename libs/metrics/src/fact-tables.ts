import { columnsOf, type ColumnType, type FactName, facts } from './facts.js';

export type Engine = 'postgres' | 'duckdb';

const types: Readonly<Record<Engine, Readonly<Record<ColumnType, string>>>> = {
  postgres: { earner: 'uuid', case: 'uuid', key: 'uuid', text: 'text', integer: 'integer', hundredths: 'integer', flag: 'boolean', day: 'date', time: 'timestamptz', decimal: 'numeric' },
  duckdb: { earner: 'varchar', case: 'varchar', key: 'varchar', text: 'varchar', integer: 'integer', hundredths: 'integer', flag: 'boolean', day: 'date', time: 'timestamptz', decimal: 'decimal(18, 2)' },
};

/** A column and its type, for example `issued_on date`; ids are text in DuckDB, where an export may have replaced them. */
export const columnTypes = (fact: FactName, engine: Engine): { readonly name: string; readonly type: string }[] =>
  columnsOf(fact).map(({ name, type }) => ({ name, type: types[engine][type] }));

/** `CREATE TABLE` of a fact, where it is no view over something else. */
export const createFact = (fact: FactName, engine: Engine): string =>
  `CREATE TABLE ${fact} (${columnTypes(fact, engine).map(({ name, type }) => `${name} ${type}`).join(', ')})`;

export const createFacts = (engine: Engine): string[] => facts.map(({ name }) => createFact(name, engine));
