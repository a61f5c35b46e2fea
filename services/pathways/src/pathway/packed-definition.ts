import { gzipSync } from 'node:zlib';
import type { Pathway as Definition } from '@cairn/requirements';

/** What a definition has as JSON at most. */
export const definitionBytesMax = 1_000_000;
/** An event has at most 256 KiB; the rest is left to its envelope. */
const inEventBytesMax = 240_000;

export interface ToldDefinition {
  /** Null when it is packed. */
  readonly definition: { readonly [member: string]: unknown } | null;
  /** Its JSON, gzip, base64; null when it is not. */
  readonly definitionPacked: string | null;
}

/** A definition as it travels in one event: packed where it would be too large; null where it would be even then. */
export function toldDefinition(definition: Definition): ToldDefinition | null {
  const text = JSON.stringify(definition);
  if (Buffer.byteLength(text) <= inEventBytesMax) return { definition: { ...definition }, definitionPacked: null };
  const packed = gzipSync(text).toString('base64');
  return packed.length <= inEventBytesMax ? { definition: null, definitionPacked: packed } : null;
}
