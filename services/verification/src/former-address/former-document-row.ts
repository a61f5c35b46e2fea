import { accepted, type Decision, type Refusal, refusal, refused } from '@cairn/access';
import type { SourceRecord } from '@cairn/bulk';
import { parseId } from '@cairn/subgraph';
import { type FormerAddress, formerAddressOf } from './former-address.js';

export const formerDocumentColumns = ['address', 'body', 'subjectId'] as const;

const kinds = { Assertion: 'ASSERTION', BadgeClass: 'BADGE_CLASS', Issuer: 'ISSUER', Profile: 'ISSUER' } as const;
const subjects = { ASSERTION: 'Award', BADGE_CLASS: 'Achievement', ISSUER: 'Issuer' } as const;

export type FormerKind = keyof typeof subjects;

/** One document of before. Ids are bare. */
export interface FormerDocumentRow {
  readonly address: FormerAddress;
  readonly kind: FormerKind;
  /** To the byte, as its host answered. */
  readonly body: string;
  /** It says itself that it was revoked. */
  readonly revoked: boolean;
  /** What has taken its place here. */
  readonly subject: string | null;
}

/**
 * Reads one line. A document names the address at which it was found (its query apart), so that nobody can put words into
 * the mouth of another host; and that host is not this registry.
 *
 * @param here host of this registry
 */
export function readFormerDocument(record: SourceRecord, here: string): Decision<FormerDocumentRow> {
  const faults: Refusal[] = [];
  const fault = (column: string, message: string, code = 'INVALID_VALUE') => void faults.push(refusal(code, message, column));
  const address = typeof record.address === 'string' ? formerAddressOf(record.address) : undefined;
  if (!address) fault('address', 'The address at which it was found, `https://…`, of at most 2,000 characters.', record.address ? 'INVALID_VALUE' : 'FIELD_MISSING');
  else if (address.host === here) fault('address', 'This is an address of this registry, which speaks for itself.', 'ADDRESS_NOT_ALLOWED');
  const body = typeof record.body === 'string' ? record.body : '';
  const document = objectIn(body);
  const kind = kindOf(document?.['type'] ?? document?.['@type']);
  if (!document) fault('body', 'The text of a JSON object, as its host answered it.', record.body ? 'INVALID_VALUE' : 'FIELD_MISSING');
  else if (!kind) fault('body', 'Its type is Assertion, BadgeClass, Issuer or Profile of Open Badges 2.0.');
  else if (address && !isAt(document['id'] ?? document['@id'], address)) fault('body', 'Its `id` is another address than the one given.');
  const subject = kind && isGiven(record.subjectId) ? subjectOf(record.subjectId, kind) : null;
  if (subject === undefined && kind) fault('subjectId', `What takes the place of this document is an ${subjects[kind]}, by its id.`);
  if (faults.length > 0 || !address || !kind || !document || subject === undefined) return refused(...faults);
  return accepted({ address, kind, body, revoked: document['revoked'] === true, subject });
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function kindOf(type: unknown): FormerKind | undefined {
  const named = (Array.isArray(type) ? type : [type]).find((one): one is keyof typeof kinds => typeof one === 'string' && Object.hasOwn(kinds, one));
  return named && kinds[named];
}

function isAt(id: unknown, { host, path }: FormerAddress): boolean {
  const named = typeof id === 'string' ? formerAddressOf(id) : undefined;
  return named?.host === host && withoutQuery(named.path) === withoutQuery(path);
}

const withoutQuery = (path: string): string => path.split('?')[0] ?? '';

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

function subjectOf(id: unknown, kind: FormerKind): string | undefined {
  const parsed = typeof id === 'string' ? parseId(id) : undefined;
  return parsed?.noun === subjects[kind] ? parsed.uuid : undefined;
}
