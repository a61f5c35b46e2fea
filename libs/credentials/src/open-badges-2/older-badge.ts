import { isObject, stringsOf, type Json, type JsonObject } from '../json/json.js';

/**
 * An assertion of Open Badges 0.5, 1.0 or 1.1 in the words of 2.0, so that one set of rules judges them all. 0.5 wrote its whole badge,
 * its recipient as one text and its dates as civil days into the assertion, and never said where it is hosted.
 */
export function inOpenBadges2(older: JsonObject): JsonObject {
  const { badge, recipient, verify, issued_on: issuedOnDay, uid, ...rest } = older;
  const hosted = isObject(verify) && typeof verify['url'] === 'string' ? verify['url'] : undefined;
  const signed = isObject(verify) && verify['type'] === 'signed';
  return {
    ...rest,
    type: 'Assertion',
    id: rest['id'] ?? (signed ? urnOf(uid) : hosted),
    ...(uid !== undefined && { uid }),
    badge: isObject(badge) ? badgeIn2(badge) : badge,
    recipient: recipientIn2(recipient, older['salt']),
    issuedOn: instantIn2(rest['issuedOn'] ?? issuedOnDay),
    ...(rest['expires'] !== undefined && { expires: instantIn2(rest['expires']) }),
    verification: signed ? { type: 'signed', creator: hosted } : { type: 'hosted' },
  };
}

function badgeIn2({ issuer, version, ...badge }: JsonObject): JsonObject {
  if (!isObject(issuer)) return { ...badge, issuer, ...(version !== undefined && { version }) };
  const { origin, org, contact, ...named } = issuer;
  return {
    ...badge,
    ...(version !== undefined && { version }),
    issuer: {
      ...named,
      ...(named['url'] === undefined && origin !== undefined && { url: origin }),
      ...(contact !== undefined && { email: contact }),
      ...(org !== undefined && { org }),
    },
  };
}

function recipientIn2(recipient: Json | undefined, salt: Json | undefined): Json | undefined {
  if (typeof recipient !== 'string') return recipient;
  return {
    type: 'email',
    identity: recipient,
    hashed: /^(sha256|md5)\$/.test(recipient),
    ...(typeof salt === 'string' && { salt }),
  };
}

/** Seconds since 1970, a civil day, or a date-time with or without a zone; days and times without one are taken as UTC. */
function instantIn2(value: Json | undefined): Json | undefined {
  if (typeof value === 'number' && Math.abs(value) < SECONDS_MAX) return new Date(value * 1000).toISOString();
  if (typeof value !== 'string') return value;
  if (/^\d{9,11}$/.test(value)) return new Date(Number(value) * 1000).toISOString();
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return `${value}T00:00:00Z`;
  return /T\d{2}:\d{2}(:\d{2})?(\.\d+)?$/.test(value) ? `${value}Z` : value;
}

/** The last instant a Date can tell. */
const SECONDS_MAX = 8.64e12;

function urnOf(uid: Json | undefined): string | undefined {
  const [text] = stringsOf(uid);
  return (
    text && (/^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `urn:open-badges:uid:${encodeURIComponent(text)}`)
  );
}
