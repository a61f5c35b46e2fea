import { readJson } from '../reading/json-text.js';
import type { ImportedDocument } from '../report/imported.js';
import { Report } from '../report/report.js';
import { CtdlGraph } from './graph.js';
import { readPathway } from './read-pathway.js';
import { plainText } from './terms.js';

/** The pathways of a CTDL document in JSON-LD, compact or expanded. Throws `Unreadable`. */
export function importCtdl(text: string): ImportedDocument {
  const report = new Report();
  return pathwaysOf(new CtdlGraph().read(readJson(text, report)), report);
}

/** Each pathway of a graph with a report of its own; what holds none says what it holds instead. */
export function pathwaysOf(graph: CtdlGraph, report: Report): ImportedDocument {
  const found = graph.all.filter(({ types }) => types.has('Pathway'));
  const pathways = found.flatMap((thing) => {
    const read = readPathway(graph, thing, report);
    if (!read) report.approximated(thing.pointer, `${plainText(thing.name) ?? thing.id} is named as a pathway, and nothing is said of its parts`);
    return read ?? [];
  });
  if (pathways.length === 0) {
    const types = [...new Set(graph.all.flatMap((thing) => [...thing.types]))].slice(0, 20).join(', ');
    report.refused('', `the document holds no pathway that says what it asks for${types === '' ? '' : `; it holds ${types}`}`);
    for (const thing of graph.all.filter(({ types: own }) => own.has('ComponentCondition') || own.has('Constraint'))) {
      report.refused(thing.pointer, 'a condition or constraint outside any pathway');
    }
  }
  return { pathways, report: report.findings };
}
