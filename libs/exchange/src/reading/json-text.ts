import type { Report } from '../report/report.js';
import { JSON_DEPTH_MAX, OBJECTS_MAX } from './limits.js';
import { mendedDocuments } from './mended-json.js';
import { boundedText } from './text.js';
import { Unreadable } from './unreadable.js';

/**
 * The JSON documents of a text: usually one. Published examples hold several in a row and commas too many or too few; those are
 * read, and the report says so. Throws `Unreadable` (`NOT_JSON`, `TOO_LARGE`, `TOO_DEEP`).
 */
export function readJson(given: string, report: Report): readonly unknown[] {
  const text = boundedText(given);
  const documents = parsed(text) ?? mended(text, report);
  checkSize(documents);
  return documents;
}

function parsed(text: string): readonly unknown[] | null {
  try {
    return [JSON.parse(text)];
  } catch {
    return null;
  }
}

function mended(text: string, report: Report): readonly unknown[] {
  const { documents, mends } = mendedDocuments(text);
  try {
    const values: unknown[] = documents.map((document) => JSON.parse(document));
    if (values.length === 0) throw new Unreadable('NOT_JSON', 'the document is empty');
    if (values.length > 1) report.approximated('', `the text holds ${values.length} JSON documents in a row, read as one`);
    if (mends > 0) report.approximated('', `the text is no JSON as it stands: ${mends} commas were too many or too few`);
    return values;
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable('NOT_JSON', 'the document is no JSON, or ends too early', whereOf(text));
  }
}

/** Where the parser gave up in the text as it was given; it tells a position in a text, and its words are not ours. */
function whereOf(text: string): string {
  try {
    JSON.parse(text);
    return '';
  } catch (error) {
    // Without a position it was the end that came too early.
    const position = Number(/position (\d+)/.exec(String(error))?.[1] ?? text.length);
    const before = text.slice(0, position).split('\n');
    return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
  }
}

/** Walks without recursion, so that nothing recursive ever sees what is nested too deep. */
function checkSize(documents: readonly unknown[]): void {
  const open = documents.map((value) => ({ value, depth: 0 }));
  let objects = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue;
    if (next.depth > JSON_DEPTH_MAX) throw new Unreadable('TOO_DEEP', `the document is nested deeper than ${JSON_DEPTH_MAX}`);
    if (!Array.isArray(next.value) && ++objects > OBJECTS_MAX) throw new Unreadable('TOO_LARGE', `the document has more than ${OBJECTS_MAX} objects`);
    for (const value of Object.values(next.value)) open.push({ value, depth: next.depth + 1 });
  }
}
