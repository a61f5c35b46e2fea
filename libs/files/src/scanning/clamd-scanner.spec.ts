import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { ClamdScanner } from './clamd-scanner.js';
import { ScannerUnavailable } from './scanner.js';

/** A clamd that finds one word harmful, and refuses streams longer than `most`. */
async function aClamd(most = 1_000_000): Promise<{ server: Server; port: number }> {
  const server = createServer((socket) => {
    const parts: Buffer[] = [];
    socket.on('data', (part) => {
      parts.push(part);
      const sent = Buffer.concat(parts);
      if (sent.subarray(-4).readUInt32BE(0) !== 0) return;
      const text = sent.toString('latin1');
      const answer = !text.startsWith('zINSTREAM\0') ? 'UNKNOWN COMMAND' : sent.length > most ? 'INSTREAM size limit exceeded. ERROR' : text.includes('harm') ? 'stream: Test.Word FOUND' : 'stream: OK';
      socket.end(`${answer}\0`);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

describe('clamd', () => {
  test('says what is harmful, also of what takes several chunks', async () => {
    const { server, port } = await aClamd();
    const scanner = new ClamdScanner({ host: '127.0.0.1', port });
    expect(await scanner.scan(Buffer.from('a lesson'))).toBe('CLEAN');
    expect(await scanner.scan(Buffer.from(`${'a'.repeat(200_000)} harm`))).toBe('HARMFUL');
    server.close();
  });

  test('that could not look is no reason to take a file', async () => {
    const { server, port } = await aClamd(10);
    const scanner = new ClamdScanner({ host: '127.0.0.1', port });
    await expect(scanner.scan(Buffer.alloc(1_000, 'a'))).rejects.toThrow(ScannerUnavailable);
    await new Promise((closed) => server.close(closed));
    await expect(scanner.scan(Buffer.from('a'))).rejects.toThrow(ScannerUnavailable);
  });
});
