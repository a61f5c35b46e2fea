import { readUtf8, readObject } from '../formats/json-text.js';
import { INPUT_BYTES_MAX } from '../formats/read-input.js';
import { idOf, isObject, stringsOf, type Json, type JsonObject } from '../json/json.js';
import type { FoundDocument } from '../verification/evidence.js';
import type { ReadCredential } from '../verification/read-credential.js';
import { inOpenBadges2 } from './older-badge.js';

/** A document of others that the badge rests on; `gone`: since when its address answers 410, by which hosts revoke (Open Badges 2.0). */
export type Linked =
  | { state: 'READ'; document: JsonObject; url?: string; observedAt: Date | null }
  /** A key of Open Badges 1.x: plain PEM. */
  | { state: 'TEXT'; text: string; url: string; observedAt: Date }
  | { state: 'MISSING'; url?: string; detail: string; gone?: Date };

/** An assertion with everything it points to, directly or not; each part as its own address states it, whatever was embedded. */
export interface LinkedBadge {
  /** In the words of 2.0. */
  assertion: JsonObject;
  /** As it was given; undefined when only its address was. */
  given: JsonObject | undefined;
  /** Of before 2.0. */
  older: boolean;
  kind: 'HOSTED' | 'SIGNED';
  /** What is found at the assertion's own address; a signed one needs none. */
  home: Linked | undefined;
  badge: Linked;
  issuer: Linked;
  key: Linked | undefined;
  revocationList: Linked | undefined;
}

/** Follows the links of a badge through what was found at addresses. */
export function linkedBadge(read: ReadCredential, found: readonly FoundDocument[]): LinkedBadge {
  const older = read.format === 'OB1' || (read.format === 'ADDRESS' && isOlder(lookup(read.text, found)));
  const given = read.format === 'ADDRESS' ? undefined : read.document;
  const start = read.format === 'ADDRESS' ? lookup(read.text, found) : undefined;
  const stated = given ?? (start?.state === 'READ' ? start.document : {});
  const assertion = older ? inOpenBadges2(stated) : stated;
  const kind = read.compact ? 'SIGNED' : 'HOSTED';
  const home =
    kind === 'SIGNED' ? undefined : lookup(start ? read.text : (idOf(assertion['id']) ?? ''), found);
  const badge = resolve(assertion['badge'], found);
  const issuer = badge.state === 'READ' ? resolve(badge.document['issuer'], found) : MISSING_BADGE;
  const keyAddress = kind === 'SIGNED' ? keyAddressOf(assertion, issuer) : undefined;
  const listAddress =
    kind === 'SIGNED' && issuer.state === 'READ' ? idOf(issuer.document['revocationList']) : undefined;
  return {
    assertion,
    given,
    older,
    kind,
    home,
    badge,
    issuer,
    key: kind === 'SIGNED' ? resolve(keyAddress, found) : undefined,
    revocationList: listAddress === undefined ? undefined : lookup(listAddress, found),
  };
}

/** Addresses to look at next, so that more of the badge can be judged; empty when there is nothing more to ask. */
export function addressesWanted(read: ReadCredential, found: readonly FoundDocument[]): string[] {
  const { home, badge, issuer, key, revocationList } = linkedBadge(read, found);
  const known = new Set(found.map(({ url }) => url));
  return [home, badge, issuer, key, revocationList]
    .flatMap((part) => (part?.state === 'MISSING' && part.url ? [part.url] : []))
    .filter((url, at, all) => !known.has(url) && all.indexOf(url) === at);
}

/** By its id, where that is an address: what others embedded about a stranger is not the stranger's word. */
function resolve(value: Json | undefined, found: readonly FoundDocument[]): Linked {
  const id = idOf(value);
  if (id !== undefined && ADDRESS.test(id)) return lookup(id, found);
  if (isObject(value)) return { state: 'READ', document: value, observedAt: null };
  return { state: 'MISSING', detail: 'it is not stated' };
}

function lookup(url: string, found: readonly FoundDocument[]): Linked {
  if (!ADDRESS.test(url)) return { state: 'MISSING', detail: 'it has no address' };
  const look =
    found.find((one) => one.url === url && one.outcome === 'READ') ?? found.find((one) => one.url === url);
  if (!look) return { state: 'MISSING', url, detail: `${url} was not asked` };
  if (look.outcome !== 'READ')
    return {
      state: 'MISSING',
      url,
      detail: `${url} was not obtained: ${look.detail}`,
      ...(look.status === GONE && { gone: look.observedAt }),
    };
  if (look.body.length > INPUT_BYTES_MAX)
    return { state: 'MISSING', url, detail: `${url} is larger than 1 MiB` };
  const text = readUtf8(look.body, url);
  if (!text.ok) return { state: 'MISSING', url, detail: text.message };
  if (text.value.trimStart().startsWith('-----BEGIN '))
    return { state: 'TEXT', text: text.value, url, observedAt: look.observedAt };
  const document = readObject(text.value, url);
  return document.ok
    ? { state: 'READ', document: document.value, url, observedAt: look.observedAt }
    : { state: 'MISSING', url, detail: document.message };
}

function keyAddressOf(assertion: JsonObject, issuer: Linked): Json | undefined {
  const { verification } = assertion;
  const creator = isObject(verification) ? verification['creator'] : undefined;
  if (creator !== undefined) return creator;
  return issuer.state === 'READ' ? stringsOf(issuer.document['publicKey'])[0] : undefined;
}

function isOlder(part: Linked): boolean {
  return (
    part.state === 'READ' &&
    part.document['verification'] === undefined &&
    part.document['badge'] !== undefined
  );
}

/** HTTP: what was here is gone for good. */
const GONE = 410;
const ADDRESS = /^https?:\/\/[^\s/]+\S*$/;
const MISSING_BADGE: Linked = { state: 'MISSING', detail: 'the badge that names it was not obtained' };
