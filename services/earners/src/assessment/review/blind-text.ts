/** What is known of the person behind a text. */
export interface KnownPerson {
  readonly name: string | null;
  /** E-mail addresses, numbers. */
  readonly identifiers: readonly string[];
}

const mark = '▮▮▮';

/**
 * A text without the earner's own name and identifiers, for who must not know whose it is: the whole name, each of its words of
 * three letters and more, identifiers, and what stands before the `@` of an address. What else a text says of its writer it says.
 */
export function withoutPerson(text: string, { name, identifiers }: KnownPerson): string {
  const words = (name ?? '').split(/[^\p{L}\p{N}]+/u).filter((word) => [...word].length >= 3);
  const parts = identifiers.flatMap((identifier) => [identifier, identifier.includes('@') ? identifier.slice(0, identifier.indexOf('@')) : '']);
  const known = [name ?? '', ...parts, ...words].map((one) => one.trim().normalize('NFC')).filter((one) => [...one].length >= 3);
  if (known.length === 0) return text;
  const longestFirst = [...new Set(known)].sort((a, b) => b.length - a.length).map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+'));
  return text.normalize('NFC').replace(new RegExp(`(?<![\\p{L}\\p{N}])(?:${longestFirst.join('|')})(?![\\p{L}\\p{N}])`, 'giu'), mark);
}
