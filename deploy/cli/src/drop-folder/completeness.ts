/** A file as a folder lists it; `modified` in ms, as exact as the host tells it (mostly whole seconds). */
export interface Listed {
  readonly name: string;
  readonly bytes: number;
  readonly modified: number;
}

/** How it is known that a file has come to its end. */
export type Completeness = { readonly by: 'MARKER' } | { readonly by: 'REST'; readonly seconds: number };

/** Name of the marker that its sender puts beside a file when it is complete. */
export const markerOf = (name: string): string => `${name}.done`;

export const isMarker = (name: string): boolean => name.endsWith('.done');

/**
 * Files that are complete: those with a marker beside them, or those that two looks some seconds apart found the same.
 *
 * @param before the look before; of no interest to markers
 */
export function completeOf(before: readonly Listed[], now: readonly Listed[], { by }: Completeness): Listed[] {
  const files = now.filter(({ name }) => !isMarker(name));
  if (by === 'MARKER') {
    const names = new Set(now.map(({ name }) => name));
    return files.filter(({ name }) => names.has(markerOf(name)));
  }
  return files.filter((file) => before.some((one) => isSame(one, file)));
}

export const isSame = (one: Listed, other: Listed): boolean => one.name === other.name && one.bytes === other.bytes && one.modified === other.modified;
