/** A text for comparison: lower case, without accents, words apart by one blank. Words are letters and digits. */
export const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Three letters each, of every word with a blank before and after it; what is spelt alike shares most of them. */
export function trigramsOf(text: string): string[] {
  const found = new Set<string>();
  for (const word of folded(text).split(' ')) {
    if (word === '') continue;
    const letters = [...`_${word}_`];
    for (let at = 0; at + 3 <= letters.length; at += 1) found.add(letters.slice(at, at + 3).join(''));
  }
  return [...found];
}

/** A query of PostgreSQL for texts in which each word begins with one of these; null when there are none. */
export function prefixQuery(text: string): string | null {
  const words = folded(text).split(' ').filter((word) => word !== '').slice(0, 10);
  return words.length === 0 ? null : words.map((word) => `'${word}':*`).join(' & ');
}
