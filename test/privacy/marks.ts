const word = 'kanarie7f3x';

/** Marked values, each of its own; all hold one word that nothing else in a registry does. */
export class Marks {
  private count = 0;

  /** The next one, for instance `kanarie7f3x-name-0017`. */
  next(what: string): string {
    this.count += 1;
    return `${word}-${what}-${String(this.count).padStart(4, '0')}`;
  }

  get planted(): number {
    return this.count;
  }
}

/** The word as it may lie about: as it is, as hexadecimal digits of bytes, and in base64 wherever it begins. */
const forms: readonly string[] = [
  word,
  Buffer.from(word).toString('hex'),
  // Without the characters at the edges, whose six bits are partly the neighbours'.
  ...[0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), Buffer.from(word)]).toString('base64').slice(Math.ceil((8 * before) / 6), Math.floor((8 * (before + word.length)) / 6)),
  ),
];

/** Whether a text tells of a marked value. */
export function tells(text: string): boolean {
  const lower = text.toLowerCase();
  return forms.some((form, at) => (at < 2 ? lower.includes(form) : text.includes(form)));
}
