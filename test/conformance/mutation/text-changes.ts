import type { Random } from './random.js';

/** A change to the bytes of a document, whatever they mean. */
export const byteChanges: Record<string, (input: Buffer, random: Random) => Buffer> = {
  'a bit flipped': (input, random) => {
    const copy = Buffer.from(input);
    const at = random.below(copy.length);
    copy.writeUInt8(copy.readUInt8(at) ^ (1 << random.below(8)), at);
    return copy;
  },
  'a byte left out': (input, random) => {
    const at = random.below(input.length);
    return Buffer.concat([input.subarray(0, at), input.subarray(at + 1)]);
  },
  'a byte put in': (input, random) => {
    const at = random.below(input.length);
    return Buffer.concat([input.subarray(0, at), Buffer.from([random.below(256)]), input.subarray(at)]);
  },
  'cut off': (input, random) => input.subarray(0, random.below(input.length)),
  'followed by more': (input, random) =>
    Buffer.concat([input, random.of([Buffer.from('{}'), Buffer.from('\n'), input, Buffer.from('~')])]),
  'a piece moved': (input, random) => {
    const [at, length] = [random.below(input.length), 1 + random.below(40)];
    const piece = input.subarray(at, at + length);
    const rest = Buffer.concat([input.subarray(0, at), input.subarray(at + length)]);
    const to = random.below(rest.length + 1);
    return Buffer.concat([rest.subarray(0, to), piece, rest.subarray(to)]);
  },
};

/** A change to JSON text that the value does not show, or that two readers may see differently. */
export const textChanges: Record<string, (text: string, random: Random) => string> = {
  'a member twice, the other value last': (text, random) => twice(text, random, 'LAST'),
  'a member twice, the other value first': (text, random) => twice(text, random, 'FIRST'),
  'an escaped character': (text) => text.replace('"name":"F', '"name":"\\u0046'),
  'an escaped name': (text) => text.replace('"validUntil"', '"valid\\u0055ntil"'),
  'a lone surrogate': (text) => text.replace('"name":"', '"name":"\\ud83e'),
  'a NUL': (text) => text.replace('"name":"', '"name":"\\u0000'),
  'blanks between': (text) => text.replaceAll(',', ' ,\n'),
  'numbers written otherwise': (text) => text.replaceAll('2.5', '25e-1'),
  'a prototype': (text) => text.replace('{', '{"__proto__":{"validUntil":"2099-01-01T00:00:00Z"},'),
  'a byte order mark': (text) => `\ufeff${text}`,
  'a comment': (text) => text.replace('{', '{/* */'),
};

function twice(text: string, random: Random, place: 'FIRST' | 'LAST'): string {
  const [from, to] = random.of([
    ['"validUntil":"', '"validUntil":"2099-01-01T00:00:00Z"'],
    ['"id":"urn:uuid', '"id":"did:key:z6MkEve"'],
    ['"value":"', '"value":"100"'],
    ['"issuer":', '"issuer":"did:web:registry.example:i:forger"'],
  ]) as [string, string];
  const at = text.indexOf(from);
  if (at < 0) return text.replace('{', `{"@context":[],`);
  const end = place === 'FIRST' ? at : text.indexOf('"', at + from.length) + 1;
  return place === 'FIRST'
    ? `${text.slice(0, at)}${to},${text.slice(at)}`
    : `${text.slice(0, end)},${to}${text.slice(end)}`;
}
