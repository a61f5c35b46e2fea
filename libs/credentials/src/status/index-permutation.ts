import { createCipheriv } from 'node:crypto';
import { STATUS_LIST_LENGTH } from './bitstring.js';

/**
 * Maps the n-th award of a list to its status index, so that neighbours in time are no neighbours in the list: Fisher-Yates driven by
 * an AES-256-CTR stream under the list's own secret. The table is 512 KiB; keep it while the list is open.
 * @param secret 32 random bytes, sealed like a key: whoever has it can undo the mapping.
 */
export function indexPermutation(secret: Buffer, length = STATUS_LIST_LENGTH): Uint32Array {
  const nextBelow = uniformNumbers(secret);
  const table = Uint32Array.from({ length }, (_, position) => position);
  for (let last = length - 1; last > 0; last--) {
    const chosen = nextBelow(last + 1);
    const kept = table[last] as number;
    table[last] = table[chosen] as number;
    table[chosen] = kept;
  }
  return table;
}

/** Numbers below a bound without modulo bias: draws from the tail that would favour small numbers are thrown away. */
function uniformNumbers(secret: Buffer): (bound: number) => number {
  const cipher = createCipheriv('aes-256-ctr', secret, Buffer.alloc(16));
  const zeros = Buffer.alloc(64 * 1024);
  let stream = Buffer.alloc(0);
  let at = 0;
  const draw = () => {
    if (at === stream.length) {
      stream = cipher.update(zeros);
      at = 0;
    }
    at += 4;
    return stream.readUInt32BE(at - 4);
  };
  return (bound) => {
    const limit = 2 ** 32 - (2 ** 32 % bound);
    let number = draw();
    while (number >= limit) number = draw();
    return number % bound;
  };
}
