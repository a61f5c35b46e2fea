import type { Pathway } from '@cairn/requirements';
import { readJson } from '../reading/json-text.js';
import { countOf, field, isObject, type JsonObject, listIn, step, textIn } from '../reading/json-value.js';
import { Unreadable } from '../reading/unreadable.js';
import type { ImportedDocument, ImportedPathway } from '../report/imported.js';
import { Report } from '../report/report.js';
import { pathwayOf } from './learning-path.js';

/** Learning paths of Open Educational Badges, alone or in a list. Throws `Unreadable`. */
export function importOpenEducational(text: string): ImportedDocument {
  const report = new Report();
  const paths = readJson(text, report).flatMap((document, at): [unknown, string][] =>
    Array.isArray(document) ? document.map((one: unknown, index): [unknown, string] => [one, step(index)]) : [[document, at === 0 ? '' : step(at)]],
  );
  if (paths.length === 0) report.refused('', 'the document holds no learning path');
  return { pathways: paths.map(([value, pointer]) => learningPath(value, pointer)), report: report.findings };
}

function learningPath(value: unknown, pointer: string): ImportedPathway {
  if (!isObject(value) || !Array.isArray(field(value, 'badges')) || textIn(value, 'name') === null) {
    throw new Unreadable('NOT_THIS_FORMAT', 'a learning path has a name and badges', pointer);
  }
  const report = new Report();
  const steps = listIn(value, 'badges')
    .map((one, at) => badgeOf(one, `${pointer}/badges/${at}`))
    .sort((one, other) => one.order - other.order);
  const required = countOf(field(value, 'required_badges_count'));
  if (required === null) report.approximated(`${pointer}/required_badges_count`, 'says not how many badges are needed: all of them');
  const badge = textIn(value, 'participationBadge_id');
  return pathwayOf(
    {
      source: textIn(value, 'slug') ?? textIn(value, 'name') ?? '',
      construct: pointer,
      title: textIn(value, 'name'),
      steps,
      required,
      ordered: true,
      completion: badge === null ? null : { iri: badge, name: textIn(value, 'name'), autoIssue: true },
      versioning: windowOf(value, pointer, report),
    },
    report,
  );
}

function badgeOf(value: unknown, pointer: string): { readonly iri: string; readonly name: string | null; readonly order: number } {
  const badge = isObject(value) ? field(value, 'badge') : null;
  const iri = typeof badge === 'string' ? badge : isObject(badge) ? (textIn(badge, 'slug') ?? textIn(badge, 'id') ?? textIn(badge, '@id')) : null;
  if (!isObject(value) || iri === null) throw new Unreadable('NOT_THIS_FORMAT', 'a badge of a learning path has a badge and an order', pointer);
  return { iri, name: isObject(badge) ? textIn(badge, 'name') : null, order: countOf(field(value, 'order')) ?? Number.MAX_SAFE_INTEGER };
}

/** Activated: open from the day it was made. Archived: closed since. Neither: whoever publishes it decides. */
function windowOf(path: JsonObject, pointer: string, report: Report): Pathway['versioning'] {
  const day = (name: string): string | null => /^\d{4}-\d{2}-\d{2}/.exec(textIn(path, name) ?? '')?.[0] ?? null;
  if (field(path, 'activated') !== true) {
    report.approximated(`${pointer}/activated`, 'is not activated there; here it opens when it is published');
    return undefined;
  }
  const enrolFrom = day('created_at');
  const isArchived = field(path, 'archived') === true || day('archived_at') !== null;
  const enrolUntil = isArchived ? (day('archived_at') ?? day('updated_at')) : null;
  if (isArchived && enrolUntil === null) report.refused(`${pointer}/archived`, 'is archived, and no day says since when: close it before it is published');
  if (enrolFrom === null && enrolUntil === null) return undefined;
  report.mapped(`${pointer}/activated`, `open for enrolment${enrolFrom === null ? '' : ` from ${enrolFrom}`}${enrolUntil === null ? '' : ` until ${enrolUntil}`}`);
  return { ...(enrolFrom === null ? {} : { enrolFrom }), ...(enrolUntil === null ? {} : { enrolUntil }) };
}
