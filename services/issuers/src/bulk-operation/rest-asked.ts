/** A file that is whole has a checksum; of one that is not nobody can say which it was that he has the beginning of. */
interface Whole {
  readonly bytes: number;
  readonly sha256: string | null;
}

/**
 * From which byte on a file is asked for: 0 for all of it. Of the ranges of RFC 9110 (section 14.1.2) only `bytes=N-` is
 * answered, which is what going on with a download takes; all others get the whole, as they may.
 */
export function restAsked(headers: Readonly<Record<string, string | string[] | undefined>>, { bytes, sha256 }: Whole): number | 'OUTSIDE' {
  const [, from] = /^bytes=(\d{1,15})-$/.exec(String(headers['range'] ?? '')) ?? [];
  const held = headers['if-range'];
  if (from === undefined || sha256 === null || (held !== undefined && held !== `"${sha256}"`)) return 0;
  return Number(from) === 0 || Number(from) < bytes ? Number(from) : 'OUTSIDE';
}
