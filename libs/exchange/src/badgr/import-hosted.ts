import { readJson } from '../reading/json-text.js';
import { isObject } from '../reading/json-value.js';
import { Unreadable } from '../reading/unreadable.js';
import type { ImportedDocument } from '../report/imported.js';
import { Report } from '../report/report.js';
import { HostedReading } from './hosted-reading.js';
import { hostedElement } from './hosted-element.js';

/**
 * Pathways of hosted Badgr, Canvas Credentials and Parchment: an element, or a list of them, each with its children. An element may
 * ask for others that are not its children, so it is a graph. Throws `Unreadable`.
 */
export function importHosted(text: string): ImportedDocument {
  const report = new Report();
  const documents = readJson(text, report);
  const roots = documents.flatMap((value, at) => {
    const within = documents.length > 1 ? `/${at}` : '';
    return Array.isArray(value) ? value.map((one, index) => ({ value: one as unknown, pointer: `${within}/${index}` })) : [{ value, pointer: within }];
  });
  const pathways = roots.map(({ value, pointer }) => {
    if (!isObject(value) || !Object.hasOwn(value, 'elementId')) {
      throw new Unreadable('NOT_THIS_FORMAT', 'an element of a pathway has an elementId, requirements and children', pointer);
    }
    return new HostedReading(hostedElement(value, pointer)).read();
  });
  if (pathways.length === 0) report.refused('', 'the document holds no pathway');
  return { pathways, report: report.findings };
}

