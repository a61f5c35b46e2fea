import { argon2, type Argon2Parameters, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** OWASP's second choice for argon2id: 19 MiB, two passes, one lane. About 25 ms on a thread of the pool. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 };
const saltLength = 16;
const tagLength = 32;

const run = promisify((parameters: Argon2Parameters, done: (error: Error | null, tag?: Buffer) => void) => argon2('argon2id', parameters, done));

/** argon2id of a password as a PHC string, which says how it was made. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(saltLength);
  const tag = await run({ message: password.normalize('NFC'), nonce, tagLength, ...cost });
  const { memory, passes, parallelism } = cost;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${phc(nonce)}$${phc(tag as Buffer)}`;
}

/** Whether this is the password behind the hash. Takes as long without a hash, so that time does not tell who has an account. */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  const kept = read(hash ?? nobodys);
  const tag = (await run({ message: password.normalize('NFC'), nonce: kept.nonce, tagLength: kept.tag.length, ...kept.cost })) as Buffer;
  return timingSafeEqual(tag, kept.tag) && hash !== null;
}

const phc = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
const nobodys = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${phc(Buffer.alloc(saltLength))}$${phc(Buffer.alloc(tagLength))}`;

function read(hash: string) {
  const [, memory, passes, parallelism, nonce, tag] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(hash) ?? [];
  if (!nonce || !tag) throw new Error('a kept password is not argon2id');
  return {
    cost: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    nonce: Buffer.from(nonce, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}
