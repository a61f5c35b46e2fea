/** Tokens sent with one read. A position holds at most 50 marks in all, and most writes leave one or two. */
const tokensMax = 10;
/** Reads this long after the last write need no token: the copies have caught up. */
const keptMs = 60_000;

/** The positions of a client's own writes, so that it reads what it wrote (api.md section 5). */
export class KeptPositions {
  private kept: { readonly token: string; readonly at: number }[] = [];

  constructor(private readonly now: () => number = Date.now) {}

  add(token: string): void {
    this.kept = this.kept.filter((one) => one.token !== token);
    this.kept.push({ token, at: this.now() });
  }

  /** The newest, joined; null when the last write is a minute ago or there was none. */
  forRead(): string | null {
    const since = this.now() - keptMs;
    const young = this.kept.filter(({ at }) => at >= since);
    if (young.length === 0) return null;
    return joined(young.slice(-tokensMax));
  }

  /** All of them, in as many headers as it takes. Afterwards they are forgotten. */
  takeAll(): string[] {
    const headers: string[] = [];
    for (let from = 0; from < this.kept.length; from += tokensMax) headers.push(joined(this.kept.slice(from, from + tokensMax)));
    this.kept = [];
    return headers;
  }
}

const joined = (kept: readonly { readonly token: string }[]): string => kept.map(({ token }) => token).join(',');
