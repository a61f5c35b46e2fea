import { randomBytes } from 'node:crypto';

/** Texts that are nowhere but in one tenant's registry, and can be told from all others wherever they turn up. */
export class Canaries {
  private readonly mark = `kanarie${randomBytes(5).toString('hex')}`;
  private readonly pattern = new RegExp(`${this.mark}n\\d+`, 'g');
  /** All that were given out. */
  readonly known: string[] = [];

  next(): string {
    const text = `${this.mark}n${this.known.length}`;
    this.known.push(text);
    return text;
  }

  /** Every canary in a text. */
  in(text: string): string[] {
    return text.match(this.pattern) ?? [];
  }
}

/** A text of no interest, of a form that comparisons leave out. */
export const anyText = (): string => `x${randomBytes(6).toString('hex')}`;
