/**
 * Documents by an owner and their hash, in memory, bounded by their length altogether and by number for each owner, so
 * that nobody can fill it for the others. What was not asked for the longest goes first.
 */
export class KeptTexts {
  private readonly owners = new Map<string, Map<string, string>>();
  private characters = 0;

  /**
   * @param most characters altogether
   * @param mostEach documents of one owner
   */
  constructor(
    private readonly most: number,
    private readonly mostEach: number,
  ) {}

  get(owner: string, hash: string): string | undefined {
    const texts = this.owners.get(owner);
    const text = texts?.get(hash);
    if (!texts || text === undefined) return undefined;
    this.touch(owner, texts);
    texts.delete(hash);
    texts.set(hash, text);
    return text;
  }

  keep(owner: string, hash: string, text: string): void {
    const texts = this.owners.get(owner) ?? new Map<string, string>();
    if (texts.has(hash) || text.length > this.most) return;
    texts.set(hash, text);
    this.characters += text.length;
    this.touch(owner, texts);
    if (texts.size > this.mostEach) this.dropOldest(texts);
    for (const [other, theirs] of this.owners) {
      if (this.characters <= this.most) return;
      while (this.characters > this.most && theirs.size > 0) this.dropOldest(theirs);
      if (theirs.size === 0) this.owners.delete(other);
    }
  }

  private touch(owner: string, texts: Map<string, string>): void {
    this.owners.delete(owner);
    this.owners.set(owner, texts);
  }

  private dropOldest(texts: Map<string, string>): void {
    const [oldest] = texts;
    if (!oldest) return;
    this.characters -= oldest[1].length;
    texts.delete(oldest[0]);
  }
}
