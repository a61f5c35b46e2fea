import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type Principal, principalOf } from '@cairn/access';
import { Upload } from '@tus/server';
import { ownerOf, StagedFiles } from './staged-files.js';

const day = 24 * 3_600_000;
const member = principalOf({ actor: 'm', tenant: 't', account: 'a' });
const person = principalOf({ kind: 'PERSON', actor: 'a', account: 'a', tenant: null });

describe('files between their upload and their use', () => {
  let filesDir: string;
  beforeAll(async () => void (filesDir = await mkdtemp(join(tmpdir(), 'cairn-staged-'))));
  afterAll(() => rm(filesDir, { recursive: true }));

  const opened = (later = 0) => new StagedFiles({ filesDir } as never, 'earners', { now: () => Date.now() + later });
  async function staged(files: StagedFiles, id: string, who: Principal, bytes = 'a lesson', size = bytes.length): Promise<void> {
    await files.files.create(new Upload({ id, size, offset: 0, metadata: { owner: ownerOf(who), filetype: 'text/plain' } }));
    await files.files.write(Readable.from([Buffer.from(bytes)]), id, 0);
  }
  const ids = [1, 2, 3].map((n) => String(n).repeat(32)) as [string, string, string];

  test('are given to who uploaded them, whole or not at all', async () => {
    const files = opened();
    await staged(files, ids[0], person);
    await staged(files, ids[1], member, 'half', 8);
    expect(await files.of(person, ids[0], 'fileUploadId')).toMatchObject({ ok: true, value: { bytes: Buffer.from('a lesson'), mediaType: 'text/plain' } });
    const refused = { ok: false, refusals: [{ code: 'UPLOAD_NOT_READY', field: ['fileUploadId'] }] };
    expect(await files.of(member, ids[0], 'fileUploadId')).toMatchObject(refused);
    expect(await files.of(member, ids[1], 'fileUploadId')).toMatchObject(refused);
    expect(await files.of(person, '../../etc/passwd', 'fileUploadId')).toMatchObject(refused);
  });

  test('go when all of their owner go', async () => {
    const files = opened();
    await staged(files, ids[2], member);
    await files.removeAllOf('tenant t');
    expect(await files.ownerOf(ids[2])).toBeUndefined();
    expect(await files.ownerOf(ids[0])).toBe('account a');
  });

  test('go when nobody used them for a day', async () => {
    const early = opened(day - 60_000);
    await early.onApplicationBootstrap();
    early.onModuleDestroy();
    expect(await early.ownerOf(ids[0])).toBe('account a');
    const late = opened(day + 60_000);
    await late.onApplicationBootstrap();
    late.onModuleDestroy();
    expect(await readdir(join(filesDir, 'files', 'earners'))).toEqual([]);
  });
});
