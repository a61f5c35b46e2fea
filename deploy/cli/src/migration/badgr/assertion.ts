import { dayOf, endDayOf } from '../days.js';
import type { PlannedAchievement, PlannedAward } from '../plan.js';
import { addressIn, isObject, type Item, type Json, textIn } from './items.js';
import { keyOf, type Names } from './names.js';
import type { Refuse } from './refusal.js';

const referenceMax = 200;

/** An Assertion of the interface, or of Open Badges 2.0 with a recipient that is not hashed. */
export function awardOf({ value, file, item }: Item, badges: Names<PlannedAchievement>, today: string, refuse: Refuse): PlannedAward | undefined {
  const key = keyOf(value);
  if (!key) return refuse('FIELD_MISSING', 'openBadgeId', 'An assertion has an address, `openBadgeId`.');
  if (key.length > referenceMax) return refuse('INVALID_VALUE', 'openBadgeId', `The address of an assertion is its reference here, of at most ${referenceMax} characters.`);
  const badge = badges.find(addressIn(value, 'badgeclassOpenBadgeId'), addressIn(value, 'badgeclass'), addressIn(value, 'badge'));
  if (!badge) return refuse('NOT_FOUND', 'badgeclass', 'The badge class of this assertion is not in the export, or was refused.');
  const recipient = recipientOf(value['recipient'], refuse);
  if (!recipient) return undefined;
  const awardedOn = dayOf(textIn(value, 'issuedOn') ?? '');
  if (!awardedOn) return refuse('INVALID_VALUE', 'issuedOn', 'An assertion says when it was issued, as `2019-05-01T10:00:00Z`.');
  if (awardedOn > today) return refuse('INVALID_VALUE', 'issuedOn', 'This day is still to come.');
  const expires = textIn(value, 'expires');
  const validUntil = expires === null ? null : endDayOf(expires);
  if (validUntil === undefined) return refuse('INVALID_VALUE', 'expires', 'An end is written as `2021-05-01T10:00:00Z`.');
  if (validUntil !== null && validUntil <= awardedOn) return refuse('INVALID_VALUE', 'expires', 'It ended before it was issued, or with the day of it.');
  const revoked = value['revoked'] === true ? (textIn(value, 'revocationReason') ?? 'Revoked by the former host; no reason is stated.') : null;
  return { file, item, key, achievement: badge.key, code: badge.code, ...recipient, awardedOn, validUntil, revoked };
}

type Recipient = Pick<PlannedAward, 'identifierType' | 'identifier'>;

function recipientOf(recipient: unknown, refuse: Refuse): Recipient | undefined {
  const told: Json = isObject(recipient) ? recipient : {};
  const identity = textIn(told, 'plaintextIdentity') ?? (told['hashed'] === true ? null : textIn(told, 'identity'));
  if (identity === null) {
    return told['hashed'] === true
      ? refuse('RECIPIENT_HASHED', 'recipient', 'The recipient is told as a hash alone; take the export as the owner of the issuer, so that it has `plaintextIdentity`.')
      : refuse('FIELD_MISSING', 'recipient', 'An assertion has a recipient.');
  }
  if (/^did:(key|jwk|web):\S+$/.test(identity)) return { identifierType: 'DID', identifier: identity };
  const mail = identity.replace(/^mailto:/i, '').trim();
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(mail)) return { identifierType: 'EMAIL', identifier: mail };
  return refuse('INVALID_VALUE', 'recipient', 'Recipients are known here by e-mail address or DID; this one is neither.');
}
