import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { isCivilDate } from '../civil-date.js';
import { referencesOf } from '../language/ids.js';
import type { Pathway } from '../language/pathway.js';
import { placedNodes } from '../language/places.js';
import type { CaseFile } from './case-file.js';
import { mergePatch } from './merge-patch.js';
import { faultIn, faultOfPatched, type Part } from './patched-facts.js';

export type ReadCaseFile = { readonly ok: true; readonly file: CaseFile } | { readonly ok: false; readonly fault: string };

interface Validators {
  readonly file: ValidateFunction<CaseFile>;
  readonly parts: Readonly<Record<Part, ValidateFunction>>;
}

let validators: Validators | undefined;

/** A case file as read: of the shape of the schema, with real dates and with everything it refers to. The fault names its place. */
export function readCaseFile(document: unknown): ReadCaseFile {
  if (isTooDeep(document)) return broken('/ is nested too deep');
  validators ??= compiled();
  const { file: validate, parts } = validators;
  if (!validate(document)) return broken(faultIn(validate, document));
  const fault = unsound(document) ?? faultOfPatched(document, (part, patched) => faultIn(parts[part], patched));
  if (fault !== undefined) return broken(fault);
  for (const [name, patch] of Object.entries(document.variants ?? {})) {
    const varied = { ...document, variants: {}, ...(document.pathway ? { pathway: mergePatch(document.pathway, patch) } : { pathways: (document.pathways ?? []).map((one) => mergePatch(one, patch)) }) };
    if (!validate(varied)) return broken(`/variants/${name} ${validate.errors?.[0]?.instancePath ?? ''} ${validate.errors?.[0]?.message ?? ''}`);
  }
  return { ok: true, file: document };
}

const broken = (fault = 'is no case file'): ReadCaseFile => ({ ok: false, fault });

function compiled(): Validators {
  const ajv = new Ajv2020({ strict: false, multipleOfPrecision: 6 });
  const file = ajv.compile<CaseFile>(schema());
  const part = (place: string): ValidateFunction => ajv.compile({ $ref: `urn:cairn:pathway-case:1#/$defs/${place}` });
  const inCase = (list: string): ValidateFunction => part(`case/properties/${list}/items`);
  return { file, parts: { award: part('award'), achievement: part('achievement'), entry: inCase('entries'), attestation: inCase('attestations'), exception: inCase('exceptions') } };
}

const schema = (): object => JSON.parse(readFileSync(new URL('../../schemas/pathway-case.schema.json', import.meta.url), 'utf8')) as object;

/** What the schema cannot say. */
function unsound(file: CaseFile): string | undefined {
  const date = unreal(file);
  if (date !== undefined) return date;
  const pathways = file.pathways ?? (file.pathway ? [file.pathway] : []);
  const ids = new Set(pathways.map(({ id }) => id ?? file.id));
  // What a definition names without its being there may be just what lint is expected to find.
  const isLinted = file.cases.some(({ checks }) => checks.some(({ expected }) => expected.lint?.includes('UNKNOWN_REFERENCE')));
  for (const pathway of isLinted ? [] : pathways) {
    const stranger = counted(pathway).find((achievement) => !Object.hasOwn(file.achievements, achievement));
    if (stranger !== undefined) return `/achievements has no ${stranger}`;
  }
  const nodes = nodesOf(file, pathways);
  for (const [at, one] of file.cases.entries()) {
    const place = `/cases/${at}`;
    // What is counted is told by its id, whichever ledger it stands in.
    for (const facts of [[...one.awards, ...(one.entries ?? [])], one.attestations ?? [], one.exceptions ?? []]) if (new Set(facts.map(({ id }) => id)).size !== facts.length) return `${place} has an id twice`;
    for (const { achievement } of one.awards) if (!Object.hasOwn(file.achievements, achievement)) return `${place}: /achievements has no ${achievement}`;
    for (const { node } of [...(one.attestations ?? []), ...(one.exceptions ?? [])]) if (!nodes.has(node)) return `${place}: there is no node ${node}`;
    const enrolled = [...(one.enrolment ? [one.enrolment] : []), ...(one.enrolments ?? [])].map(({ pathway }) => pathway ?? [...ids][0]);
    const elsewhere = enrolled.find((pathway) => pathway !== undefined && !ids.has(pathway));
    if (elsewhere !== undefined) return `${place}: there is no pathway ${elsewhere}`;
    if (new Set(enrolled).size !== enrolled.length) return `${place} has two enrolments in one pathway`;
    for (const check of one.checks) {
      if (check.pathway === undefined && ids.size > 1) return `${place}: a check has to name its pathway`;
      if (check.pathway !== undefined && !ids.has(check.pathway)) return `${place}: there is no pathway ${check.pathway}`;
      if (check.variant !== undefined && !file.variants?.[check.variant]) return `${place}: there is no variant ${check.variant}`;
    }
  }
  return undefined;
}

/** The achievements whose awards a definition can count, and that of its completion; other badges need no metadata. */
function counted({ requirements, policy, completion }: Pathway): readonly string[] {
  const { achievements } = referencesOf({ requirements, policy });
  const badges = new Set([...placedNodes({ requirements })].flatMap(({ part }) => (part.milestone ? [part.milestone.achievement] : [])));
  return [...achievements.filter((achievement) => !badges.has(achievement)), ...(completion ? [completion.achievement] : [])];
}

/** Every node of the file, those included that only a variant has. */
function nodesOf({ variants = {} }: CaseFile, pathways: readonly Pathway[]): ReadonlySet<string> {
  const varied = Object.values(variants).flatMap((patch) => pathways.map((one) => mergePatch(one, patch)));
  return new Set([...pathways, ...varied].filter(({ requirements }) => Array.isArray(requirements)).flatMap((one) => [...placedNodes(one)].map(({ part }) => part.id)));
}

/** Deeper than any definition is; found without recursion, which what follows is not. */
function isTooDeep(document: unknown): boolean {
  const open = [{ value: document, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (depth > 500) return true;
    for (const member of Object.values(value)) open.push({ value: member, depth: depth + 1 });
  }
  return false;
}

function unreal(value: unknown): string | undefined {
  const place = notInTheCalendar(value, '');
  return place === undefined ? undefined : `${place} is not a day of the calendar`;
}

/** Texts for people, which may look like anything. */
const forPeople: ReadonlySet<string> = new Set(['title', 'why', 'name', 'reason', 'source', 'covers']);

function notInTheCalendar(value: unknown, place: string): string | undefined {
  if (typeof value === 'string') return isUnreal(value) ? place : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, member] of Object.entries(value)) {
    const found = key.startsWith('x-') || forPeople.has(key) ? undefined : notInTheCalendar(member, `${place}/${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A day such as 2025-02-30, or an instant of one, or at 25 o'clock. */
function isUnreal(text: string): boolean {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return !isCivilDate(text);
  return /^\d{4}-\d{2}-\d{2}T[0-9:.]+Z$/.test(text) && (!isCivilDate(text.slice(0, 10)) || Number.isNaN(Date.parse(text)));
}
