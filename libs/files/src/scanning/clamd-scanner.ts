import { connect } from 'node:net';
import { type Scanner, ScannerUnavailable } from './scanner.js';

export interface ClamdAddress {
  readonly host: string;
  readonly port: number;
}

const waitMs = 20_000;
const chunkBytes = 64 * 1024;
const answerBytesMax = 4 * 1024;

/** Asks a clamd by TCP: `zINSTREAM`, chunks with their lengths, an empty one at the end (clamd(8)). */
export class ClamdScanner implements Scanner {
  constructor(private readonly address: ClamdAddress) {}

  async scan(bytes: Buffer): Promise<'CLEAN' | 'HARMFUL'> {
    const answer = await this.ask(bytes);
    if (answer.endsWith(' OK')) return 'CLEAN';
    if (answer.endsWith(' FOUND')) return 'HARMFUL';
    throw new ScannerUnavailable('the virus scanner could not look at a file');
  }

  private ask(bytes: Buffer): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect({ ...this.address, timeout: waitMs });
      let answer = '';
      const fail = (cause: Error) => {
        socket.destroy();
        reject(new ScannerUnavailable('the virus scanner does not answer', { cause }));
      };
      socket.on('error', fail);
      socket.on('timeout', () => fail(new Error('it took too long')));
      socket.on('data', (part: Buffer) => {
        answer += part.toString('latin1');
        if (answer.length > answerBytesMax) fail(new Error('it says too much'));
      });
      socket.on('end', () => resolve(answer.replace(/\0.*$/s, '').trim()));
      socket.on('connect', () => {
        for (const part of stream(bytes)) socket.write(part);
      });
    });
  }
}

function* stream(bytes: Buffer): Generator<Buffer> {
  yield Buffer.from('zINSTREAM\0');
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    const chunk = bytes.subarray(at, at + chunkBytes);
    yield lengthOf(chunk.length);
    yield chunk;
  }
  yield lengthOf(0);
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}
