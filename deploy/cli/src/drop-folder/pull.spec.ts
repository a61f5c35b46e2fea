import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportJob, ResultLine } from '@cairn/client';
import { SftpHost } from '@cairn/testkit';
import { readDropAddress } from './address.js';
import type { Completeness } from './completeness.js';
import { pull } from './pull.js';
import { openSftpFolder, WrongHost } from './sftp-folder.js';

const now = () => new Date('2026-11-22T16:30:00Z');
const text = 'partnerReference,identifier\nr1,ivo\n';
const byMarker: Completeness = { by: 'MARKER' };

/** A registry that refuses the word `wrong`. */
class Imports {
  readonly taken: { readonly kind: string; readonly text: string; readonly dryRun: boolean; readonly again: boolean }[] = [];

  async start({ kind }: { readonly kind: string }, content: Blob, { dryRun, again }: { readonly dryRun: boolean; readonly again: boolean }): Promise<ImportJob> {
    const body = await content.text();
    this.taken.push({ kind, text: body, dryRun, again });
    const failed = body.split('wrong').length - 1;
    return { id: `imp_${this.taken.length}`, state: 'FINISHED', mode: 'BEST_EFFORT', dryRun, rowCount: 1, rowsDone: 1, succeeded: 1, created: 1 - failed, replaced: 0, unchanged: 0, failed, errors: [], resultsPath: '/', position: null };
  }

  async *lines(): AsyncGenerator<ResultLine> {
    yield { row: 1, status: 'CREATED', id: 'awd_1', code: null, field: null, message: null };
    yield { row: 2, status: 'REFUSED', id: null, code: 'NOT_FOUND', field: 'achievementCode', message: 'There is none.' };
  }
}

describe('a drop folder', () => {
  let host: SftpHost;
  let imports: Imports;
  let dropped = 0;
  let inbox: string;
  const files = async (folder = '') => (await readdir(join(host.folder, inbox, folder), { withFileTypes: true })).flatMap((entry) => (entry.isFile() ? [entry.name] : [])).sort();
  const drop = (name: string, content = text) => writeFile(join(host.folder, inbox, name), content);
  const pulled = async (completeness: Completeness = byMarker, more: { dryRun?: boolean; pause?: () => Promise<void> } = {}) => {
    const folder = await openSftpFolder(readDropAddress(host.addressOf(inbox)), { hostKey: host.fingerprint, privateKey: host.userKey });
    try {
      return (await pull(folder, imports, { completeness, dryRun: false, now, pause: () => Promise.resolve(), ...more })).map(({ name, outcome }) => [name, outcome]);
    } finally {
      await folder.close();
    }
  };

  beforeAll(async () => {
    host = await SftpHost.open();
  });
  afterAll(() => host.close());
  beforeEach(async () => {
    imports = new Imports();
    inbox = `in-${(dropped += 1)}`;
    await mkdir(join(host.folder, inbox));
    host.onRead = () => Promise.resolve();
  });

  it('is asked only of the host whose key was given, by key or by password', async () => {
    const address = readDropAddress(host.addressOf(inbox));
    await expect(openSftpFolder(address, { hostKey: `SHA256:${'A'.repeat(43)}`, password: host.password })).rejects.toThrow(WrongHost);
    await expect(openSftpFolder(address, { hostKey: host.fingerprint, password: 'another' })).rejects.toThrow(/authentication/i);
    await (await openSftpFolder(address, { hostKey: host.fingerprint, password: host.password })).close();
  });

  it('gives up its complete files by name, and keeps them with what became of them', async () => {
    await drop('awards-1.csv');
    await drop('awards-1.csv.done', '');
    await drop('earners.jsonl.gz');
    await drop('notes.txt');
    await drop('notes.txt.done', '');
    expect(await pulled()).toEqual([
      ['earners.jsonl.gz', 'NOT_COMPLETE'],
      ['awards-1.csv', 'IMPORTED'],
      ['notes.txt', 'NOT_KNOWN'],
    ]);
    expect(imports.taken).toEqual([{ kind: 'awards', text, dryRun: false, again: true }]);
    expect(await files()).toEqual(['earners.jsonl.gz', 'notes.txt', 'notes.txt.done']);
    expect(await files('done')).toEqual(['20261122T163000Z-awards-1.csv', '20261122T163000Z-awards-1.csv.result.json']);
    const result = JSON.parse(await readFile(join(host.folder, inbox, 'done/20261122T163000Z-awards-1.csv.result.json'), 'utf8')) as object;
    expect(result).toMatchObject({ file: 'awards-1.csv', sha256: createHash('sha256').update(text).digest('hex'), job: 'imp_1', created: 1, refused: 0 });
    expect(await files('taken')).toEqual([]);
  });

  it('keeps files with refused lines apart, with these lines', async () => {
    await drop('awards.csv', 'wrong');
    await drop('awards.csv.done', '');
    expect(await pulled()).toEqual([['awards.csv', 'REFUSED_IN_PART']]);
    expect(await files('failed')).toEqual(['20261122T163000Z-awards.csv', '20261122T163000Z-awards.csv.refused.ndjson', '20261122T163000Z-awards.csv.result.json']);
    expect(await readFile(join(host.folder, inbox, 'failed/20261122T163000Z-awards.csv.refused.ndjson'), 'utf8')).toMatch(/^\{"row":2,"status":"REFUSED".*\}\n$/);
  });

  it('without markers gives up what nobody wrote to between two looks', async () => {
    await drop('roster.csv');
    await drop('awards.csv');
    const pause = () => drop('awards.csv', `${text}more`);
    expect(await pulled({ by: 'REST', seconds: 1 }, { pause })).toEqual([
      ['awards.csv', 'NOT_COMPLETE'],
      ['roster.csv', 'IMPORTED'],
    ]);
  });

  it('tells of a file that is written to while it is read, imports nothing of it, and reads it anew the next time', async () => {
    await drop('awards.csv', text.repeat(20_000));
    await drop('awards.csv.done', '');
    let writes = 0;
    host.onRead = async (path) => {
      writes += 1;
      if (writes === 3) await writeFile(join(host.folder, path), `${text.repeat(19_999)}r2,mina,longer\n`);
    };
    expect(await pulled()).toEqual([['awards.csv', 'CHANGED_WHILE_READ']]);
    expect(imports.taken).toEqual([]);
    expect(await files()).toEqual(['awards.csv', 'awards.csv.done']);
    host.onRead = () => Promise.resolve();
    expect(await pulled()).toEqual([['awards.csv', 'IMPORTED']]);
    expect(imports.taken[0]?.text.endsWith('longer\n')).toBe(true);
  });

  it('tells one file from another of the same size and name, where it was dropped while the first was read', async () => {
    await drop('awards.csv', 'one\n');
    await drop('awards.csv.done', '');
    host.onRead = async () => {
      host.onRead = () => Promise.resolve();
      await drop('awards.csv', 'two\n');
      await drop('awards.csv.done', '');
    };
    expect(await pulled()).toEqual([['awards.csv', 'IMPORTED']]);
    expect(await pulled()).toEqual([['awards.csv', 'IMPORTED']]);
    expect(imports.taken.map((taken) => taken.text)).toEqual(['one\n', 'two\n']);
  });

  it('takes a marker at its word: a file with another SHA-256 stays', async () => {
    await drop('awards.csv');
    await drop('awards.csv.done', `${'0'.repeat(64)}  awards.csv\n`);
    expect(await pulled()).toEqual([['awards.csv', 'CHECKSUM_WRONG']]);
    expect(await files()).toEqual(['awards.csv', 'awards.csv.done']);
    await drop('awards.csv.done', createHash('sha256').update(text).digest('hex'));
    expect(await pulled()).toEqual([['awards.csv', 'IMPORTED']]);
  });

  it('is gone on with where a run was interrupted', async () => {
    await drop('awards.csv');
    await drop('awards.csv.done', '');
    imports.start = () => Promise.reject(new Error('the registry went away'));
    await expect(pulled()).rejects.toThrow('went away');
    expect(await files('taken')).toEqual(['awards.csv', 'awards.csv.done']);
    imports = new Imports();
    expect(await pulled()).toEqual([['awards.csv', 'IMPORTED']]);
    expect(imports.taken).toMatchObject([{ again: false }]);
    expect(await pulled()).toEqual([]);
    expect(await files('taken')).toEqual([]);
  });

  it('stays as it is in a dry run', async () => {
    await drop('awards.csv');
    await drop('awards.csv.done', '');
    await utimes(join(host.folder, inbox, 'awards.csv'), 1_790_000_000, 1_790_000_000);
    expect(await pulled(byMarker, { dryRun: true })).toEqual([['awards.csv', 'IMPORTED']]);
    expect(imports.taken).toEqual([{ kind: 'awards', text, dryRun: true, again: true }]);
    expect(await files()).toEqual(['awards.csv', 'awards.csv.done']);
  });
});

test.each([
  ['https://oak@drop.example/in', /no address of a drop folder/],
  ['sftp://drop.example/in', /as whom/],
  ['sftp://oak:secret@drop.example/in', /has no place in an address/],
])('the address %s is refused', (address, why) => {
  expect(() => readDropAddress(address)).toThrow(why);
});

test.each([
  ['sftp://oak@drop.example', { port: 22, folder: '.' }],
  ['sftp://oak@drop.example:2222/in/awards/', { port: 2222, folder: '/in/awards' }],
  ['sftp://oak@drop.example/~/in', { folder: 'in' }],
])('the address %s is read', (address, expected) => {
  expect(readDropAddress(address)).toMatchObject({ host: 'drop.example', user: 'oak', ...expected });
});
