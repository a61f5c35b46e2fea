/** What a person at the terminal sees while work goes on: one line on stderr, and nothing when nobody looks. */
export class Terminal {
  private drawn = 0;

  constructor(private readonly out: NodeJS.WriteStream = process.stderr) {}

  /** A progress bar of that name; call it with what is done, of how much. */
  bar(name: string): (done: number, total: number) => void {
    return (done, total) => this.draw(barText(name, done, total));
  }

  /** A count of that name, of something whose end nobody knows. */
  count(name: string): (done: number) => void {
    return (done) => this.draw(`${name.padEnd(24)} ${done}`);
  }

  /** Takes the bar away. */
  clear(): void {
    if (this.drawn > 0) this.out.write(`\r${' '.repeat(this.drawn)}\r`);
    this.drawn = 0;
  }

  /** A line that stays. */
  note(text: string): void {
    this.clear();
    this.out.write(`${text}\n`);
  }

  private draw(text: string): void {
    if (!this.out.isTTY) return;
    this.out.write(`\r${text.padEnd(this.drawn)}`);
    this.drawn = text.length;
  }
}

const width = 24;

export function barText(name: string, done: number, total: number): string {
  const share = total > 0 ? Math.min(done / total, 1) : 0;
  const full = Math.round(share * width);
  return `${name.padEnd(24)} ${'█'.repeat(full)}${'░'.repeat(width - full)} ${Math.floor(share * 100)} %`;
}
