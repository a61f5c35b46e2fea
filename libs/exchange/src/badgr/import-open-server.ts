import { readJson } from '../reading/json-text.js';
import { field, isObject, listIn, step } from '../reading/json-value.js';
import { Unreadable } from '../reading/unreadable.js';
import type { ImportedDocument } from '../report/imported.js';
import { Report } from '../report/report.js';
import { OpenServerReading } from './open-server-reading.js';

/**
 * Pathways of the open Badgr server, as its interface gives them: `{name, rootElement, elements: […]}`, alone, in a list, or as
 * `{pathways: […]}`. Throws `Unreadable`.
 */
export function importOpenServer(text: string): ImportedDocument {
  const report = new Report();
  const documents = readJson(text, report);
  const found = documents.flatMap((document, at) => candidates(document, documents.length > 1 ? step(at) : ''));
  const pathways = found.map(({ value, pointer }) => {
    if (!isObject(value) || !Array.isArray(field(value, 'elements'))) {
      throw new Unreadable('NOT_THIS_FORMAT', 'a pathway has a rootElement and elements', pointer);
    }
    return new OpenServerReading(value, pointer).read();
  });
  if (pathways.length === 0) report.refused('', 'the document holds no pathway');
  return { pathways, report: report.findings };
}

function candidates(document: unknown, pointer: string): { readonly value: unknown; readonly pointer: string }[] {
  if (Array.isArray(document)) return document.map((value: unknown, at) => ({ value, pointer: pointer + step(at) }));
  if (isObject(document) && Array.isArray(field(document, 'pathways'))) {
    return listIn(document, 'pathways').map((value, at) => ({ value, pointer: `${pointer}/pathways${step(at)}` }));
  }
  return [{ value: document, pointer }];
}
