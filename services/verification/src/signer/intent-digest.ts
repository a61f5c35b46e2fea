import { createHash } from 'node:crypto';
import type { CredentialIntent } from '../credential/credential.js';

/** What will be signed, as far as it differs from earner to earner, and of which texts it is made. */
export type IntentSlots = Pick<
  CredentialIntent,
  'id' | 'award' | 'issuer' | 'achievementVersion' | 'subject' | 'awardedOn' | 'validFrom' | 'validUntil' | 'results' | 'evidence' | 'work' | 'creditsEarned' | 'place'
>;

/**
 * The slots one after another, each with its length before it (32 bits; all ones for none), so that no two intents give the
 * same bytes. The version of the issuer's profile follows as 32 bits, 0 for none: the database chooses it as it writes the row.
 */
export function intentBytes(tenant: string, slots: IntentSlots): Buffer {
  const { place } = slots;
  return Buffer.concat(
    [
      'cairn intent 1',
      tenant,
      slots.id,
      slots.award,
      slots.issuer,
      slots.achievementVersion,
      slots.subject,
      slots.awardedOn,
      slots.validFrom.toISOString(),
      slots.validUntil,
      sorted(slots.results),
      sorted(slots.evidence),
      slots.work ? sorted(slots.work) : null,
      slots.creditsEarned === null ? null : String(slots.creditsEarned),
      place.list,
      String(place.index),
    ].map(measured),
  );
}

/** SHA-256 as hex. @param profile version of the issuer's profile, null when none had been heard of */
export function intentDigest(tenant: string, slots: IntentSlots, profile: number | null): string {
  const version = Buffer.alloc(4);
  version.writeInt32BE(profile ?? 0);
  return createHash('sha256').update(intentBytes(tenant, slots)).update(version).digest('hex');
}

function measured(slot: string | null): Buffer {
  const length = Buffer.alloc(4, 0xff);
  if (slot === null) return length;
  const text = Buffer.from(slot, 'utf8');
  length.writeUInt32BE(text.length);
  return Buffer.concat([length, text]);
}

/** JSON with its members in order, since the database keeps none. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_name, member: unknown) =>
    member !== null && typeof member === 'object' && !Array.isArray(member) ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1))) : member,
  );
