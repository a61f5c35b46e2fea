/** The nonce of a statement: who signed it, and the how many-th it was. */
export interface Numbered {
  readonly signer: string;
  /** Counted from 0 by the signer. */
  readonly number: number;
}

/** Numbers of one signer that are told apart; 128 KiB. Whatever is further behind than this is refused. */
const windowSize = 1_048_576;
const signersMax = 64;

interface Seen {
  readonly bits: Uint8Array;
  /** The highest number seen. */
  highest: number;
  at: number;
}

/**
 * Tells the first use of a nonce from a later one. Because signers count, a window of bits is enough (as in RFC 4303
 * section 3.4.3): memory is bounded, and what no longer fits is refused rather than forgotten.
 */
export class Once {
  private readonly signers = new Map<string, Seen>();

  /** @param lifeMs time after which nothing of a silent signer can be used again */
  constructor(private readonly lifeMs: number) {}

  /** Whether this is the first use. `now` in ms. */
  first({ signer, number }: Numbered, now: number): boolean {
    const seen = this.signers.get(signer) ?? this.begin(signer, now);
    if (!seen || !Number.isSafeInteger(number) || number < 0 || number <= seen.highest - windowSize) return false;
    if (number > seen.highest) this.advance(seen, number);
    const place = number % windowSize;
    const [byte, bit] = [place >>> 3, 1 << (place & 7)];
    const before = seen.bits[byte] ?? 0;
    if ((before & bit) !== 0) return false;
    seen.bits[byte] = before | bit;
    seen.at = now;
    return true;
  }

  /** Room for one more signer (a gateway's process); undefined, hence refused, while too many are alive. */
  private begin(signer: string, now: number): Seen | undefined {
    if (this.signers.size >= signersMax) {
      for (const [name, { at }] of this.signers) if (now - at > this.lifeMs) this.signers.delete(name);
    }
    if (this.signers.size >= signersMax) return undefined;
    const seen: Seen = { bits: new Uint8Array(windowSize >>> 3), highest: -1, at: now };
    this.signers.set(signer, seen);
    return seen;
  }

  /** Clears the places of the numbers skipped: they stood for numbers a window ago. */
  private advance(seen: Seen, number: number): void {
    if (number - seen.highest >= windowSize) seen.bits.fill(0);
    else for (let skipped = seen.highest + 1; skipped <= number; skipped += 1) clear(seen.bits, skipped % windowSize);
    seen.highest = number;
  }
}

function clear(bits: Uint8Array, place: number): void {
  bits[place >>> 3] = (bits[place >>> 3] ?? 0) & ~(1 << (place & 7));
}
