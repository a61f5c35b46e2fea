import type { Row, Sink } from './sink.js';

/** One document a line. */
export class JsonLinesSink implements Sink {
  private lines: string[] = [];
  waiting = 0;

  write(rows: readonly Row[]): void {
    for (const row of rows) {
      const line = `${JSON.stringify(row)}\n`;
      this.lines.push(line);
      this.waiting += line.length;
    }
  }

  take(): Buffer {
    const bytes = Buffer.from(this.lines.join(''));
    this.lines = [];
    this.waiting = 0;
    return bytes;
  }

  state(): null {
    return null;
  }

  end(): Buffer {
    return this.take();
  }
}
