import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { cutUpload } from './cut-upload.js';
import { isPacked, UnreadableFile, unpack } from './unpack.js';

describe('an upload', () => {
  let folder: string;
  const file = async (content: string | Buffer) => {
    const path = join(folder, 'upload');
    await writeFile(path, content);
    return path;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cairn-cut-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('keeps the number of every line around one of ten megabytes, which is a chunk of its own', async () => {
    const huge = `{"a":"${'x'.repeat(10 * 1024 * 1024)}"}`;
    const { rowCount, chunks } = await cutUpload(await file(`{"a":1}\n{"a":2}\n${huge}\n{"a":4}\n`), 'JSONL');
    expect(rowCount).toBe(4);
    expect(chunks.map(({ firstRow, rowCount: rows }) => [firstRow, rows])).toEqual([
      [1, 2],
      [3, 1],
      [4, 1],
    ]);
  });

  it('counts a huge last line that ends without a newline once', async () => {
    const { rowCount } = await cutUpload(await file(`a,b\n1,2\n${'y'.repeat(3 * 1024 * 1024)}`), 'CSV');
    expect(rowCount).toBe(2);
  });

  it('closes a chunk before its lines fill the memory', async () => {
    const line = `${'z'.repeat(60_000)}\n`;
    const { rowCount, chunks } = await cutUpload(await file(line.repeat(300)), 'JSONL');
    expect(rowCount).toBe(300);
    for (const { from, to } of chunks) expect(to - from).toBeLessThanOrEqual(8 * 1024 * 1024 + line.length);
  });

  it('passes over a byte order mark, and says of UTF-16 what it is', async () => {
    const { header } = await cutUpload(await file(Buffer.from('\uFEFFa,b\n1,2\n')), 'CSV');
    expect(header?.toString()).toBe('a,b\n');
    await expect(cutUpload(await file(Buffer.from('\uFEFFa,b\n', 'utf16le')), 'CSV')).rejects.toThrow(UnreadableFile);
  });

  it('is unpacked when it is gzip, and refused when that is cut off', async () => {
    const packed = gzipSync('a,b\n'.repeat(5_000));
    const whole = await file(packed);
    expect(await isPacked(whole)).toBe(true);
    await unpack(whole, `${whole}.lines`);
    expect((await cutUpload(`${whole}.lines`, 'CSV')).rowCount).toBe(4_999);
    await expect(unpack(await file(packed.subarray(0, packed.length - 20)), `${whole}.lines`)).rejects.toThrow(UnreadableFile);
  });
});
