import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Tx } from '@cairn/postgres';
import { Upload } from '@tus/server';
import { uploadRestMs } from '../settings.js';
import { UploadFolder } from './upload-folder.js';
import { UploadPurge } from './upload-purge.js';

describe('uploads of a tenant in which somebody was erased', () => {
  let filesDir: string;
  let uploads: UploadFolder;
  let now: number;
  const awaited: string[] = [];
  const tx = { query: () => Promise.resolve(awaited.map((upload) => ({ upload }))) } as unknown as Tx;
  const purge = () => new UploadPurge(uploads, { now: () => now });
  beforeEach(async () => {
    filesDir = await mkdtemp(join(tmpdir(), 'cairn-uploads-'));
    uploads = new UploadFolder({ filesDir } as ConstructorParameters<typeof UploadFolder>[0], 'earners');
    now = Date.now();
    awaited.length = 0;
  });
  afterEach(() => rm(filesDir, { recursive: true }));

  let count = 0;
  /** Ten bytes were announced; so many have come. */
  async function uploaded(bytes: number, tenant = 'harbour'): Promise<string> {
    count += 1;
    const id = String(count).padStart(32, '0');
    await uploads.files.create(new Upload({ id, size: 10, offset: 0, metadata: { tenant } }));
    await uploads.files.write(Readable.from(['x'.repeat(bytes)]), id, 0);
    return id;
  }
  const left = async () => [...new Set((await readdir(join(filesDir, 'uploads', 'earners'))).map((name) => name.slice(0, 32)))].sort();

  it('go at once when they have come whole and no import reads them, or nothing has come, and nobody else’s', async () => {
    await uploaded(10);
    await uploaded(0);
    const [read, other] = [await uploaded(10), await uploaded(10, 'museum')];
    awaited.push(read);
    await purge().ofTenant(tx, 'harbour');
    expect(await left()).toEqual([read, other]);
  });

  it('are not broken off while they come, and go when they are at rest and no import has come of them', async () => {
    const id = await uploaded(4);
    await purge().ofTenant(tx, 'harbour');
    await purge().underNotice(tx);
    expect(await left()).toEqual([id]);
    await uploads.files.write(Readable.from(['x'.repeat(6)]), id, 4);
    expect(await uploads.isFinished('harbour', id)).toBe(true);
    now = Date.now() + uploadRestMs;
    awaited.push(id);
    await purge().underNotice(tx);
    expect(await left()).toEqual([id]);
    awaited.length = 0;
    await purge().underNotice(tx);
    expect(await left()).toEqual([]);
  });

  it('go at once when nobody has written to them for an hour', async () => {
    const id = await uploaded(4);
    const long = new Date(now - uploadRestMs - 1_000);
    await utimes(uploads.pathOf(id), long, long);
    await purge().ofTenant(tx, 'harbour');
    expect(await left()).toEqual([]);
  });

  it('leave no notice behind where the import took the upload away', async () => {
    const id = await uploaded(4);
    await purge().ofTenant(tx, 'harbour');
    await purge().one(tx, 'harbour', id);
    expect([await left(), await uploads.underNotice()]).toEqual([[], []]);
  });
});
