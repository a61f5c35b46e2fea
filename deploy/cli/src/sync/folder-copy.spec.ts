import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Change } from '@cairn/client';
import { openFolderCopy } from './folder-copy.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-copy-'));
});
afterEach(() => rm(folder, { recursive: true }));

const change = (id: string, version: number, more: Partial<Change> = {}): Change => ({
  id,
  type: 'AWARD',
  op: 'UPSERT',
  version,
  changedAt: '2026-01-01T00:00:00Z',
  reason: null,
  node: { id, version },
  ...more,
});
const batch = (position: string, ...changes: Change[]) => ({ changes, position, hasMore: false, asOf: null });
const kept = async (type = 'AWARD') => (await readFile(join(folder, `${type}.ndjson`), 'utf8')).trimEnd().split('\n').map((line) => JSON.parse(line) as { id: string; version: number });

test('changes, corrections and tombstones end as the objects that stand', async () => {
  const copy = await openFolderCopy(folder);
  await copy.apply(batch('p1', change('a', 1), change('b', 1), change('i', 1, { type: 'ISSUER' })));
  await copy.settle();
  await copy.apply(batch('p2', change('a', 2), change('b', 2, { op: 'DELETE', node: null }), change('c', 1)));
  await copy.settle();
  expect((await kept()).map(({ id, version }) => [id, version])).toEqual([['a', 2], ['c', 1]]);
  expect(await kept('ISSUER')).toHaveLength(1);
});

test('a copy that was ended before its batches were folded goes on from its position', async () => {
  await (await openFolderCopy(folder)).apply(batch('p1', change('a', 1)));
  const again = await openFolderCopy(folder);
  expect(again.position()).toBe('p1');
  await again.apply(batch('p2', change('a', 2)));
  await again.settle();
  expect(await kept()).toMatchObject([{ id: 'a', version: 2 }]);
});

test('a batch whose position was never written does not count', async () => {
  await (await openFolderCopy(folder)).apply(batch('p1', change('a', 1)));
  await writeFile(join(folder, 'changes', '000002.ndjson'), `${JSON.stringify(change('lost', 1))}\n`);
  const again = await openFolderCopy(folder);
  await again.settle();
  expect((await kept()).map(({ id }) => id)).toEqual(['a']);
});

test('folding the same batches twice, as after a crash between the two, changes nothing', async () => {
  const copy = await openFolderCopy(folder);
  await copy.apply(batch('p1', change('a', 1), change('b', 1)));
  await copy.apply(batch('p2', change('a', 2), change('b', 2, { op: 'DELETE', node: null })));
  await copy.settle();
  await writeFile(join(folder, 'changes', '000001.ndjson'), [change('a', 1), change('b', 1)].map((one) => `${JSON.stringify(one)}\n`).join(''));
  await writeFile(join(folder, 'changes', '000002.ndjson'), [change('a', 2), change('b', 2, { op: 'DELETE', node: null })].map((one) => `${JSON.stringify(one)}\n`).join(''));
  await writeFile(join(folder, 'position.json'), '{"position":"p2","batches":2}\n');
  await (await openFolderCopy(folder)).settle();
  expect(await kept()).toMatchObject([{ id: 'a', version: 2 }]);
});

test('starting again forgets everything', async () => {
  const copy = await openFolderCopy(folder);
  await copy.apply(batch('p1', change('a', 1)));
  await copy.settle();
  await copy.startAgain();
  await copy.apply(batch('p9', change('z', 1)));
  await copy.settle();
  expect((await kept()).map(({ id }) => id)).toEqual(['z']);
});
