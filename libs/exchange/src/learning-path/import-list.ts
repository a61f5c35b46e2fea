import { readJson } from '../reading/json-text.js';
import { countOf, field, isObject, listIn, step, textIn } from '../reading/json-value.js';
import { readTable } from '../reading/table.js';
import { Unreadable } from '../reading/unreadable.js';
import type { ImportedDocument, ImportedPathway } from '../report/imported.js';
import { Report } from '../report/report.js';
import { pathwayOf } from './learning-path.js';

/**
 * A plain list of achievements. As JSON: `{"title", "achievements": [{"id", "name"} or "…"], "required": 3, "ordered": true,
 * "completion"}`. As a table: the columns `achievement` and perhaps `name`, one achievement a row, all of them needed, in their
 * order. Throws `Unreadable`.
 */
export function importList(text: string): ImportedDocument {
  if (!/^\uFEFF?\s*[[{]/.test(text)) return { pathways: [ofTable(text)], report: [] };
  const document = new Report();
  const lists = readJson(text, document).flatMap((value, at): [unknown, string][] =>
    Array.isArray(value) ? value.map((one: unknown, index): [unknown, string] => [one, step(index)]) : [[value, at === 0 ? '' : step(at)]],
  );
  if (lists.length === 0) document.refused('', 'the document holds no list');
  return { pathways: lists.map(([value, pointer]) => ofObject(value, pointer)), report: document.findings };
}

function ofObject(value: unknown, pointer: string): ImportedPathway {
  if (!isObject(value) || listIn(value, 'achievements').length === 0) {
    throw new Unreadable('NOT_THIS_FORMAT', 'a learning path has a list of achievements', pointer);
  }
  const report = new Report();
  const steps = listIn(value, 'achievements').map((one, at) => {
    const iri = typeof one === 'string' ? one.trim() : isObject(one) ? (textIn(one, 'id') ?? textIn(one, 'iri')) : null;
    if (iri === null || iri === '') throw new Unreadable('NOT_THIS_FORMAT', 'an achievement has an id', `${pointer}/achievements/${at}`);
    return { iri, name: isObject(one) ? textIn(one, 'name') : null };
  });
  const stated = field(value, 'required');
  const required = countOf(stated);
  if (stated !== undefined && required === null) throw new Unreadable('NOT_THIS_FORMAT', 'required is a number of achievements', `${pointer}/required`);
  const completion = textIn(value, 'completion');
  return pathwayOf(
    {
      source: textIn(value, 'id') ?? textIn(value, 'title') ?? pointer,
      construct: pointer,
      title: textIn(value, 'title'),
      steps,
      required,
      ordered: field(value, 'ordered') !== false,
      completion: completion === null ? null : { iri: completion, name: null, autoIssue: false },
    },
    report,
  );
}

function ofTable(text: string): ImportedPathway {
  const { columns, rows } = readTable(text);
  if (!columns.includes('achievement')) throw new Unreadable('NOT_THIS_FORMAT', 'a list has the column achievement', 'row 1');
  const report = new Report();
  const steps = rows.flatMap(({ number, cells }) => {
    const iri = cells.get('achievement') ?? '';
    if (iri === '') report.refused(`row ${number}`, 'names no achievement');
    return iri === '' ? [] : [{ iri, name: cells.get('name') || null }];
  });
  if (steps.length === 0) throw new Unreadable('NOT_THIS_FORMAT', 'the list is empty', 'row 2');
  return pathwayOf({ source: 'row 2', construct: 'row 2', title: null, steps, required: null, ordered: true, completion: null }, report);
}
