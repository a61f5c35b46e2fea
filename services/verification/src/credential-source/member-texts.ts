/**
 * The texts of the elements of arrays in a JSON object, as they stand there: parsing and writing them anew would lose what
 * numbers and keys they were signed with.
 *
 * @param text JSON that parses
 * @param names of members of the object; those that are missing, or are no arrays, have no elements
 */
export function memberTexts(text: string, names: readonly string[]): string[] {
  const scan = new Scan(text);
  const found: string[] = [];
  for (const name of scan.members()) {
    if (!names.includes(name) || !scan.at('[')) scan.value();
    else for (const element of scan.elements()) found.push(element);
  }
  return found;
}

/** Goes over JSON that is known to parse. */
class Scan {
  private place = 0;

  constructor(private readonly text: string) {}

  at(character: string): boolean {
    this.space();
    return this.text[this.place] === character;
  }

  /** Names of an object's members; whoever goes on has read the value. */
  *members(): Generator<string> {
    if (!this.take('{')) return;
    while (!this.take('}')) {
      const name = JSON.parse(this.value()) as string;
      this.take(':');
      yield name;
      this.take(',');
    }
  }

  *elements(): Generator<string> {
    this.take('[');
    while (!this.take(']')) {
      yield this.value();
      this.take(',');
    }
  }

  /** The text of the value that begins here. */
  value(): string {
    this.space();
    const begun = this.place;
    let depth = 0;
    do {
      const character = this.text[this.place];
      if (character === '"') this.string();
      else this.place += 1;
      if (character === '{' || character === '[') depth += 1;
      else if (character === '}' || character === ']') depth -= 1;
      // A number or a word goes on to the next sign of structure.
      else if (depth === 0 && character !== '"') while (!/[\s,\]}]|^$/.test(this.text[this.place] ?? '')) this.place += 1;
    } while (depth > 0);
    return this.text.slice(begun, this.place);
  }

  private string(): void {
    for (this.place += 1; this.text[this.place] !== '"'; this.place += 1) if (this.text[this.place] === '\\') this.place += 1;
    this.place += 1;
  }

  private take(character: string): boolean {
    const isThere = this.at(character);
    if (isThere) this.place += 1;
    return isThere;
  }

  private space(): void {
    while (/\s/.test(this.text[this.place] ?? '')) this.place += 1;
  }
}
