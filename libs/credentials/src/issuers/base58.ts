const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const VALUE_OF = Array.from({ length: 128 }, (_, code) => ALPHABET.indexOf(String.fromCharCode(code)));
/** Five characters at once: their value and 16 bits more stay exact in a number. */
const CHUNK = 5;
const CHUNK_VALUE = 58 ** CHUNK;

/** Base58 with Bitcoin's alphabet (draft-msporny-base58). Costs the square of the length: for keys and signatures. */
export function base58Encode(bytes: Uint8Array): string {
  const chunks: number[] = [];
  // Words of 16 bits from the front; an odd byte goes first and alone.
  let at = bytes.length % 2;
  if (at === 1) addWord(chunks, bytes[0] ?? 0);
  for (; at < bytes.length; at += 2) addWord(chunks, (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0));
  let text = '';
  for (let chunk = 0; chunk < chunks.length; chunk += 1) text = charactersOf(chunks[chunk] ?? 0) + text;
  return '1'.repeat(leading(bytes)) + text.replace(/^1+/, '');
}

/** Takes the chunks, least first, times 65,536 and adds a word. */
function addWord(chunks: number[], word: number): void {
  let carry = word;
  for (let chunk = 0; chunk < chunks.length; chunk += 1) {
    carry += (chunks[chunk] ?? 0) * 65_536;
    chunks[chunk] = carry % CHUNK_VALUE;
    carry = Math.floor(carry / CHUNK_VALUE);
  }
  if (carry > 0) chunks.push(carry);
}

function charactersOf(value: number): string {
  let text = '';
  let rest = value;
  for (let digit = 0; digit < CHUNK; digit += 1) {
    text = ALPHABET.charAt(rest % 58) + text;
    rest = Math.floor(rest / 58);
  }
  return text;
}

function leading(bytes: Uint8Array): number {
  const first = bytes.findIndex((byte) => byte !== 0);
  return first < 0 ? bytes.length : first;
}

/** Undefined for a character that is not in the alphabet, and for more than `lengthMax` characters. */
export function base58Decode(text: string, lengthMax: number): Uint8Array | undefined {
  if (text.length > lengthMax) return undefined;
  const words: number[] = [];
  for (let at = 0; at < text.length; at += CHUNK) {
    const end = Math.min(at + CHUNK, text.length);
    let carry = 0;
    for (let next = at; next < end; next += 1) {
      const value = VALUE_OF[text.charCodeAt(next)] ?? -1;
      if (value < 0) return undefined;
      carry = carry * 58 + value;
    }
    const factor = 58 ** (end - at);
    for (let word = 0; word < words.length; word += 1) {
      carry += (words[word] ?? 0) * factor;
      words[word] = carry % 65_536;
      carry = Math.floor(carry / 65_536);
    }
    for (; carry > 0; carry = Math.floor(carry / 65_536)) words.push(carry % 65_536);
  }
  return bytesOf(words, leadingOnes(text));
}

function leadingOnes(text: string): number {
  let ones = 0;
  while (text.charAt(ones) === '1') ones += 1;
  return ones;
}

/** Zero bytes, then the words, which are least first, without the zero byte that the last may begin with. */
function bytesOf(words: readonly number[], zeros: number): Uint8Array {
  const most = words.at(-1) ?? 0;
  const odd = most < 256 && words.length > 0 ? 1 : 0;
  const bytes = new Uint8Array(zeros + words.length * 2 - odd);
  let at = bytes.length;
  for (const word of words) {
    bytes[--at] = word & 255;
    if (at > zeros) bytes[--at] = word >> 8;
  }
  return bytes;
}
