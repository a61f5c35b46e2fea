/**
 * Characters of tokens in one header. A header may name 50 writes of the registry's logs, each of which takes at least
 * 76 characters of a token.
 */
const headerLengthMax = 3_600;
/** Reads this long after a write need not await it: the copies have caught up. */
const youngMs = 60_000;
/** The most that a client remembers which never asks for all of them. */
const keptMax = 10_000;

interface Kept {
  readonly token: string;
  readonly at: number;
  /** Operations that were answered behind this write, and will be again. */
  readonly seenBy: Set<string>;
}

/** The positions of one person's own writes, so that he reads what he wrote (api.md section 5). */
export class KeptPositions {
  private kept: Kept[] = [];

  constructor(private readonly now: () => number = Date.now) {}

  add(token: string): void {
    const others = this.kept.filter((one) => one.token !== token).slice(1 - keptMax);
    this.kept = [...others, { token, at: this.now(), seenBy: new Set() }];
  }

  /** The writes of the last minute that an operation has not been answered behind yet: values of one header after another, the newest last. */
  unseenBy(operation: string): string[] {
    return headersOf(this.young().filter(({ seenBy }) => !seenBy.has(operation)).map(({ token }) => token));
  }

  /** An operation was answered behind these: the services that it asks have reached them. */
  wasSeen(operation: string, header: string): void {
    const tokens = new Set(header.split(','));
    for (const { token, seenBy } of this.kept) if (tokens.has(token)) seenBy.add(operation);
  }

  /** Those of the last minute, to hand to another process or page of the same person. */
  all(): string[] {
    return this.young().map(({ token }) => token);
  }

  /** All that are known, however old, in as many headers as it takes. Afterwards they are forgotten. */
  takeAll(): string[] {
    const headers = headersOf(this.kept.map(({ token }) => token));
    this.kept = [];
    return headers;
  }

  private young(): Kept[] {
    const since = this.now() - youngMs;
    return this.kept.filter(({ at }) => at >= since);
  }
}

function headersOf(tokens: readonly string[]): string[] {
  const headers: string[] = [];
  let header = '';
  for (const token of tokens) {
    if (header !== '' && header.length + token.length >= headerLengthMax) {
      headers.push(header);
      header = '';
    }
    header += header === '' ? token : `,${token}`;
  }
  return header === '' ? headers : [...headers, header];
}
