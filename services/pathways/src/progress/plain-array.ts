type Plain = string | number | boolean | null;

/**
 * A PostgreSQL array of ids, days, instants, numbers or names of states: of values in which nothing has to be quoted. The
 * driver looks at each element for what it might have to quote, which costs more than all else where there are thousands.
 */
export const plainArray = (values: readonly Plain[]): string => `{${values.map((value) => value ?? 'NULL').join()}}`;
