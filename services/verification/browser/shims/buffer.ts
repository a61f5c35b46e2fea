/**
 * As much of Node's Buffer as the credentials library uses, over Uint8Array. Slices share memory, as Node's do.
 */
type Encoding = 'utf8' | 'utf-8' | 'latin1' | 'binary' | 'ascii' | 'hex' | 'base64' | 'base64url';

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const latin1 = (bytes: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
};
const fromLatin1 = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0) & 255);
const base64 = (bytes: Uint8Array): string => btoa(latin1(bytes));

/** As Node: both alphabets, padding or none, and what is no sign of either is passed over. */
function fromBase64(text: string): Uint8Array {
  const plain = text.replaceAll('-', '+').replaceAll('_', '/').replaceAll(/[^A-Za-z0-9+/]/g, '');
  return fromLatin1(atob(plain.slice(0, plain.length % 4 === 1 ? -1 : undefined)));
}

const fromHex = (text: string): Uint8Array => Uint8Array.from(/^(?:[0-9a-f]{2})*/i.exec(text)?.[0].match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

const reading: Record<Encoding, (text: string) => Uint8Array> = {
  utf8: (text) => encoder.encode(text),
  'utf-8': (text) => encoder.encode(text),
  latin1: fromLatin1,
  binary: fromLatin1,
  ascii: fromLatin1,
  hex: fromHex,
  base64: fromBase64,
  base64url: fromBase64,
};

const writing: Record<Encoding, (bytes: Uint8Array) => string> = {
  utf8: (bytes) => decoder.decode(bytes),
  'utf-8': (bytes) => decoder.decode(bytes),
  latin1,
  binary: latin1,
  ascii: latin1,
  hex: (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''),
  base64,
  base64url: (bytes) => base64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
};

export class Buffer extends Uint8Array {
  static override from(value: string | ArrayBuffer | ArrayLike<number> | Iterable<number>, encoding: Encoding | unknown = 'utf8'): Buffer {
    if (typeof value === 'string') return share(reading[encoding as Encoding](value));
    if (value instanceof ArrayBuffer) return new Buffer(value);
    return share(Uint8Array.from(value as ArrayLike<number>));
  }

  static alloc(length: number, fill = 0): Buffer {
    return new Buffer(length).fill(fill) as Buffer;
  }

  static allocUnsafe(length: number): Buffer {
    return new Buffer(length);
  }

  static concat(parts: readonly Uint8Array[]): Buffer {
    const whole = new Buffer(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }

  static byteLength(value: string | Uint8Array): number {
    return typeof value === 'string' ? encoder.encode(value).length : value.byteLength;
  }

  static isBuffer(value: unknown): boolean {
    return value instanceof Buffer;
  }

  static compare(one: Uint8Array, other: Uint8Array): number {
    const at = one.findIndex((byte, index) => byte !== other[index]);
    if (at < 0) return Math.sign(one.length - other.length);
    return (one[at] ?? 0) < (other[at] ?? -1) ? -1 : 1;
  }

  override toString(encoding: Encoding = 'utf8', from = 0, to = this.length): string {
    return writing[encoding](this.subarray(from, to));
  }

  override subarray(from?: number, to?: number): Buffer {
    return share(super.subarray(from, to));
  }

  equals(other: Uint8Array): boolean {
    return Buffer.compare(this, other) === 0;
  }

  readUInt8(at: number): number {
    return this[at] ?? 0;
  }

  readUInt16BE(at: number): number {
    return view(this).getUint16(at);
  }

  readUInt32BE(at: number): number {
    return view(this).getUint32(at);
  }

  writeUInt32BE(value: number, at = 0): number {
    view(this).setUint32(at, value);
    return at + 4;
  }
}

const share = (bytes: Uint8Array): Buffer => (bytes instanceof Buffer ? bytes : new Buffer(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength));
const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
