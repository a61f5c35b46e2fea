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
  return measured([
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
  ]);
}

/** SHA-256 as hex. @param profile version of the issuer's profile, null when none had been heard of */
export function intentDigest(tenant: string, slots: IntentSlots, profile: number | null): string {
  const version = Buffer.alloc(4);
  version.writeInt32BE(profile ?? 0);
  return createHash('sha256').update(intentBytes(tenant, slots)).update(version).digest('hex');
}

/** In one buffer: a bulk load asks for it thousands of times, and a buffer for each slot costs more than all that is in them. */
function measured(slots: readonly (string | null)[]): Buffer {
  const lengths = slots.map((slot) => (slot === null ? 0 : Buffer.byteLength(slot)));
  const bytes = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + lengthBytes + length, 0));
  let at = 0;
  for (const [index, slot] of slots.entries()) {
    at = bytes.writeUInt32BE(slot === null ? none : (lengths[index] ?? 0), at);
    if (slot !== null) at += bytes.write(slot, at, 'utf8');
  }
  return bytes;
}

const lengthBytes = 4;
const none = 0xffff_ffff;

/** JSON with its members in order, since the database keeps none. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_name, member: unknown) =>
    member !== null && typeof member === 'object' && !Array.isArray(member) ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1))) : member,
  );
