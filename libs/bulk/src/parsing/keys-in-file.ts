/**
 * Which line of a file was the first with a key. Holds 64 bits of each key and the number of its line, some 25 MB for a
 * million lines, since the keys themselves would fill the memory. Two different keys look alike in one of some thirty
 * million files of that size.
 */
export class KeysInFile {
  private capacity = 1 << 12;
  private highs = new Uint32Array(this.capacity);
  private lows = new Uint32Array(this.capacity);
  /** 0 is an empty place. */
  private rows = new Int32Array(this.capacity);
  private size = 0;

  /** Notes a key; answers the earlier line that has it, or undefined when this is the first. Lines may come again. */
  firstRow(key: string, row: number): number | undefined {
    if (this.size * 2 >= this.capacity) this.grow();
    const [high, low] = hash(key);
    const at = this.placeOf(high, low);
    const first = this.rows[at];
    if (first) return first === row ? undefined : first;
    this.put(at, high, low, row);
    return undefined;
  }

  private placeOf(high: number, low: number): number {
    let at = low & (this.capacity - 1);
    while (this.rows[at] !== 0 && (this.highs[at] !== high || this.lows[at] !== low)) at = (at + 1) & (this.capacity - 1);
    return at;
  }

  private put(at: number, high: number, low: number, row: number): void {
    this.highs[at] = high;
    this.lows[at] = low;
    this.rows[at] = row;
    this.size += 1;
  }

  private grow(): void {
    const { highs, lows, rows } = this;
    this.capacity *= 2;
    this.highs = new Uint32Array(this.capacity);
    this.lows = new Uint32Array(this.capacity);
    this.rows = new Int32Array(this.capacity);
    this.size = 0;
    rows.forEach((row, from) => {
      const [high = 0, low = 0] = [highs[from], lows[from]];
      if (row !== 0) this.put(this.placeOf(high, low), high, low, row);
    });
  }
}

/** Two rounds of MurmurHash3's mixing with different seeds. */
function hash(key: string): [high: number, low: number] {
  let [a, b] = [0x9747b28c, 0x1b873593];
  for (let at = 0; at < key.length; at += 1) {
    const code = key.charCodeAt(at);
    a = Math.imul(a ^ code, 0x85ebca6b);
    a ^= a >>> 13;
    b = Math.imul(b ^ code, 0xc2b2ae35);
    b ^= b >>> 16;
  }
  a = Math.imul(a ^ (b >>> 15) ^ key.length, 0x85ebca77);
  b = Math.imul(b ^ (a >>> 13), 0xc2b2ae3d);
  return [(a ^ (a >>> 16)) >>> 0, (b ^ (b >>> 16)) >>> 0];
}
