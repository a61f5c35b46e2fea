import { createHash } from 'node:crypto';
import { isObject, listOf, type JsonObject } from '../json/json.js';
import { base58Decode } from '../issuers/multikey.js';
import type { FoundDocument } from './evidence.js';
import { stepReporter, type StepResult } from './verdict.js';

const report = stepReporter('resources');
/** Each costs a look at an address of a stranger. */
const RESOURCES_MAX = 10;

/** A resource whose bytes the document vouches for. */
export interface StatedResource {
  url: string;
  digest: { algorithm: 'sha256' | 'sha384' | 'sha512'; bytes: Buffer } | undefined;
}

/** Step 10. What the document binds by digest (VC 2.0 section 5.3; evidence with a digest) still has that digest. */
export function resourcesStep(document: JsonObject, found: readonly FoundDocument[]): StepResult {
  const stated = resourcesIn(document);
  if (!stated.length) return report.notApplicable('RESOURCES_NOT_STATED', 'The document binds nothing else by digest.');
  const ids = stated.map(({ url }) => url);
  if (new Set(relatedIds(document)).size !== relatedIds(document).length)
    return report.invalid('RESOURCE_NAMED_TWICE', 'The document names one related resource twice.');
  const looks = stated.map(({ url, digest }) => ({ url, digest, look: found.find((one) => one.url === url && one.outcome === 'READ') ?? found.find((one) => one.url === url) }));
  for (const { url, digest, look } of looks) {
    if (look?.outcome !== 'READ' || !digest) continue;
    if (!createHash(digest.algorithm).update(look.body).digest().equals(digest.bytes))
      return report.invalid('RESOURCE_DIFFERS', `What is found at ${url} is not what the document vouches for.`, look.observedAt);
  }
  const unread = looks.find(({ digest, look }) => !digest || look?.outcome !== 'READ');
  if (unread)
    return report.unknown(
      unread.digest ? 'RESOURCE_NOT_OBTAINED' : 'DIGEST_NOT_SUPPORTED',
      unread.digest ? `${unread.url} was not obtained, so its digest could not be compared.` : `The digest of ${unread.url} is of a kind that is not read.`,
      unread.look?.observedAt ?? null,
    );
  const dates = looks.flatMap(({ look }) => look?.observedAt ?? []);
  return report.valid('RESOURCES_UNCHANGED', `${ids.length} resources have the digests stated.`, new Date(Math.min(...dates.map(Number))));
}

/** At most ten; a document that vouches for more is not checked beyond them. */
export function resourcesIn(document: JsonObject): StatedResource[] {
  const related = listOf(document['relatedResource']).filter(isObject);
  const evidence = listOf(document['evidence']).filter(isObject).filter((one) => 'digestSRI' in one || 'digestMultibase' in one);
  return [...related, ...evidence]
    .flatMap((one) => (typeof one['id'] === 'string' ? [{ url: one['id'], digest: digestIn(one) }] : []))
    .slice(0, RESOURCES_MAX);
}

const relatedIds = (document: JsonObject): string[] => listOf(document['relatedResource']).filter(isObject).flatMap(({ id }) => (typeof id === 'string' ? [id] : []));

function digestIn({ digestSRI, digestMultibase }: JsonObject): StatedResource['digest'] {
  if (typeof digestSRI === 'string') {
    const [, name, value = ''] = /^(sha256|sha384|sha512)-([A-Za-z0-9+/_-]+={0,2})$/.exec(digestSRI.trim()) ?? [];
    return name ? sized(name as 'sha256', Buffer.from(value, 'base64')) : undefined;
  }
  if (typeof digestMultibase !== 'string') return undefined;
  const bytes = digestMultibase.startsWith('u') ? Buffer.from(digestMultibase.slice(1), 'base64url') : Buffer.from(digestMultibase.startsWith('z') ? (base58Decode(digestMultibase.slice(1), 80) ?? []) : []);
  const algorithm = MULTIHASH[bytes.subarray(0, 2).toString('hex')];
  return algorithm && sized(algorithm, bytes.subarray(2));
}

function sized(algorithm: 'sha256' | 'sha384' | 'sha512', bytes: Buffer): StatedResource['digest'] {
  return bytes.length === Number(algorithm.slice(3)) / 8 ? { algorithm, bytes } : undefined;
}

/** Multihash: code and length of what follows. */
const MULTIHASH: Record<string, 'sha256' | 'sha384' | 'sha512'> = { '1220': 'sha256', '2030': 'sha384', '1340': 'sha512' };
