import { gunzipSync } from 'node:zlib';

/** A definition has at most 1,000,000 bytes where it is written. */
const bytesMax = 1_100_000;

/** The definition of a pathway version that an event tells, unpacked where it is packed. Throws where it tells none. */
export function unpackedDefinition(told: { readonly definition: Readonly<Record<string, unknown>> | null; readonly definitionPacked?: string | null }): Readonly<Record<string, unknown>> {
  if (told.definition !== null) return told.definition;
  if (!told.definitionPacked) throw new Error('a published version was told without its definition');
  return JSON.parse(gunzipSync(Buffer.from(told.definitionPacked, 'base64'), { maxOutputLength: bytesMax }).toString()) as Record<string, unknown>;
}
