import { columnTypes } from '../fact-tables.js';
import { facts } from '../facts.js';
import type { World } from '../fact-rows.js';

/** The rows of a world with their tenant, as JSON for `json_populate_recordset` of PostgreSQL and `from_json` of DuckDB. */
export function worldAsJson(world: World): { readonly fact: string; readonly rows: string; readonly structure: string }[] {
  return facts.map(({ name }) => ({
    fact: name,
    rows: JSON.stringify(world[name].map((row) => ({ tenant_id: world.tenant, ...row }))),
    structure: JSON.stringify([Object.fromEntries(columnTypes(name, 'duckdb').map((column) => [column.name, column.type.toUpperCase()]))]),
  }));
}
