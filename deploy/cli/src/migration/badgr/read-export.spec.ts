import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { ZipFile } from 'yazl';
import { readBadgrExport } from './read-export.js';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'cairn-export-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const put = async (name: string, content: string | Buffer) => {
  await mkdir(dirname(join(folder, name)), { recursive: true });
  await writeFile(join(folder, name), content);
};
const sizes = async (path = folder) => Object.fromEntries(Object.entries(await readBadgrExport(path)).map(([part, found]) => [part, (found as unknown[]).length]));
const all = { issuers: 1, badgeClasses: 2, assertions: 3, pathways: 2, documents: 1 };

test('a folder of answers, lists, lines and packed files is one export', async () => {
  await put('issuers.json', '{"status": {}, "result": [{"name": "Heronry"}]}');
  await put('badgeclasses.json', '[{}, {}]');
  await put('assertions-1.jsonl', '{"a": 1}\n{"a": 2}\n');
  await put('assertions-2.jsonl.gz', gzipSync('{"a": 3}\n'));
  await put('pathways/tides.json', '{"name": "Tides"}');
  await put('pathways/wicks.json', '{"name": "Wicks"}');
  await put('documents.ndjson', '{"address": "x"}');
  await put('README.txt', 'not read');
  expect(await sizes()).toEqual(all);
  const { assertions } = await readBadgrExport(folder);
  expect(assertions.map(({ file, item }) => `${file} ${item}`)).toEqual(['assertions-1.jsonl 1', 'assertions-1.jsonl 2', 'assertions-2.jsonl 1']);
});

test('one file of everything and a zip file are read, too', async () => {
  const whole = { issuer: { name: 'Heronry' }, badgeClasses: [{}, {}], assertions: [{}, {}, {}], pathways: [{}, {}], documents: [{}] };
  await put('heronry.json', JSON.stringify(whole));
  expect(await sizes(join(folder, 'heronry.json'))).toEqual(all);
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(JSON.stringify(whole)), 'heronry/export.json');
  zip.end();
  await put('heronry.zip', await buffer(zip.outputStream));
  expect(await sizes(join(folder, 'heronry.zip'))).toEqual(all);
});

test.each([
  ['nothing at all', 'other.json', '{}', /holds no issuers/],
  ['no JSON', 'issuers.json', 'issuers: 1', /issuers.json is no JSON/],
  ['a line that is cut off', 'assertions.jsonl', '{"a": 1}\n{"a": \n', /no JSON in line 2/],
  ['bytes that are no UTF-8', 'issuers.json', Buffer.from([0xff, 0xfe, 0x5b]), /is not UTF-8/],
])('%s is told in words', async (_what, name, content, words) => {
  await put(name, content);
  await expect(readBadgrExport(folder)).rejects.toThrow(words);
});

test('what is not there is told in words', async () => {
  await expect(readBadgrExport(join(folder, 'gone'))).rejects.toThrow(/is not there/);
});
