import { columnName, readTable, type Row } from '../reading/table.js';
import type { ImportedDocument } from '../report/imported.js';
import { Report } from '../report/report.js';
import { Unreadable } from '../reading/unreadable.js';
import { CtdlGraph } from './graph.js';
import { pathwaysOf } from './import-ctdl.js';

/** Columns of the table in which pathways are uploaded to the registry of CTDL, by their terms. */
const terms = new Map(
  ['name', 'description', 'subjectWebpage', 'sourceData', 'proxyFor', 'componentCategory', 'credentialType', 'hasChild', 'hasCondition', 'requiredNumber', 'logicalOperator', 'targetComponent', 'hasDestinationComponent', 'precedes', 'precededBy', 'prerequisite'].map(
    (term) => [columnName(term), term],
  ),
);
const lists = new Set(['hasChild', 'hasCondition', 'targetComponent', 'precedes', 'precededBy', 'prerequisite', 'hasDestinationComponent']);

/**
 * The pathways of a table: a row for each pathway, component and condition, lists set apart by `|`. The export of the finder,
 * which has titles alone, is told from it and holds none. Throws `Unreadable`.
 */
export function importCtdlTable(text: string): ImportedDocument {
  const { columns, rows } = readTable(text);
  const report = new Report();
  if (columns.includes('rowtype') && columns.includes('finderdetailpage')) return titlesOnly(rows, report);
  if (!columns.includes('externalidentifier') || !columns.includes('pathwaycomponenttype')) {
    throw new Unreadable('NOT_THIS_FORMAT', 'a table of pathways has the columns External Identifier and Pathway Component Type', 'row 1');
  }
  const graph = new CtdlGraph();
  for (const row of rows) graph.readAt(thingOf(row, report), `row ${row.number}`);
  return pathwaysOf(graph, report);
}

function thingOf({ number, cells }: Row, report: Report): Record<string, unknown> {
  const thing: Record<string, unknown> = { '@id': cells.get('externalidentifier') ?? '', '@type': cells.get('pathwaycomponenttype') ?? '' };
  if (thing['@id'] === '') report.refused(`row ${number}`, 'the row has no identifier, so nothing can refer to it');
  for (const [column, cell] of cells) {
    const term = terms.get(column);
    if (cell === '') continue;
    if (term !== undefined) thing[term] = lists.has(term) ? splitList(cell) : cell;
  }
  return thing;
}

const splitList = (cell: string): string[] => cell.split(/[|,;]/).map((part) => part.trim()).filter((part) => part !== '');

function titlesOnly(rows: readonly Row[], report: Report): ImportedDocument {
  for (const { number, cells } of rows) report.refused(`row ${number}`, `“${cells.get('name') ?? ''}”: a title, without a word of what is asked for`);
  report.refused('', `the table lists ${rows.length} published pathways by title and holds none of them`);
  return { pathways: [], report: report.findings };
}
