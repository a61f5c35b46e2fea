import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readChanges, type RegistryClient } from '@cairn/client';
import { changedNothing } from '../provider/tally.js';
import { openFolderCopy, linesOf } from '../sync/folder-copy.js';
import { follow } from '../sync/follow.js';
import { type Kept, keptOf } from '../sync/objects.js';
import { startProgram } from './own-registry.js';
import { linesOf as linesByKind, type Scene } from './scene.js';
import type { Telling } from './story.js';

/** How long changes in the background may take to end. */
const restMs = 300_000;

/** The partner's upload, the same upload again, and a copy kept by the change feed across a crash. */
export async function partnerStory({ partner }: Scene, folder: string, telling: Telling): Promise<void> {
  const tell = telling.story('partner');
  tell({ what: 'Upload: what became of every line, by kind.', answer: partner.first });
  telling.check('the upload has every line', partner.lines, linesByKind(partner.first));
  telling.check('no line was refused', 0, Object.values(partner.first).reduce((sum, { refused }) => sum + refused, 0));
  const again = await partner.again();
  tell({ what: 'The same upload again changes nothing.', answer: again });
  telling.check('the second upload changed nothing', true, changedNothing(again));

  const copy = join(folder, 'copy');
  const reached = await syncUntilKilled(partner.client, copy);
  tell({ what: `Change feed: \`cairn sync --to DIR\`, killed after ${reached} changes.`, answer: { files: (await readdir(copy)).sort() } });
  const applied = await follow(partner.client, await openFolderCopy(copy), { limit: 10_000 });
  const { ours, theirs, byType } = await comparedAtRest(partner.client, copy);
  tell({ what: 'Started again it goes on from its position and ends equal to the source.', answer: { appliedAfterRestart: applied, objects: byType } });
  telling.check('the sync was killed before its end', true, reached > 0 && applied > 0);
  telling.check('the copy equals the source', theirs, ours);
}

/** Runs the command line's sync and kills it after its first batch. Returns how far it got. */
async function syncUntilKilled(client: RegistryClient, folder: string): Promise<number> {
  const args = ['sync', '--to', folder, '--limit', '250', '--url', client.url];
  const child = startProgram('deploy/cli/src/main.ts', args, { CAIRN_API_KEY: client.key ?? '' });
  let changes = 0;
  child.stderr?.on('data', (chunk: Buffer) => {
    changes = Math.max(changes, ...[...chunk.toString().matchAll(/(\d+) changes/g)].map(([, count]) => Number(count)));
    if (changes > 0) child.kill('SIGKILL');
  });
  child.stdout?.resume();
  await once(child, 'exit');
  return changes;
}

/**
 * Copy and source at one moment. Credentials are signed in the background, so that both feeds are followed until neither
 * has anything new; the source is read anew, from its snapshot on.
 */
async function comparedAtRest(client: RegistryClient, folder: string): Promise<{ ours: string; theirs: string; byType: Record<string, number> }> {
  const copy = await openFolderCopy(folder);
  const source = new SourceAtHand(client);
  const until = performance.now() + restMs;
  for (let moved = true; moved && performance.now() < until; ) {
    moved = (await source.follow()) + (await follow(client, copy, { limit: 10_000 })) > 0;
    if (moved) await pause(2_000);
  }
  const kept = await objectsInFolder(folder);
  return { ours: digestOf(kept), theirs: digestOf(source.objects()), byType: countByType(kept) };
}

/** What the change feed tells, kept in memory by the simplest of rules. */
class SourceAtHand {
  private readonly kept = new Map<string, Kept>();
  private after: string | null = null;

  constructor(private readonly client: RegistryClient) {}

  /** Reads on to the end. Returns the number of changes. */
  async follow(): Promise<number> {
    let changes = 0;
    for (let more = true; more; ) {
      const batch = await readChanges(this.client, { after: this.after });
      for (const change of batch.changes) {
        const kept = keptOf(change);
        if (kept) this.kept.set(change.id, kept);
        else this.kept.delete(change.id);
      }
      changes += batch.changes.length;
      this.after = batch.position;
      more = batch.hasMore;
    }
    return changes;
  }

  objects(): Kept[] {
    return [...this.kept.values()];
  }
}

async function objectsInFolder(folder: string): Promise<Kept[]> {
  const objects: Kept[] = [];
  for (const name of await readdir(folder)) {
    if (name.endsWith('.ndjson')) for await (const kept of linesOf<Kept>(join(folder, name))) objects.push(kept);
  }
  return objects;
}

function countByType(objects: readonly Kept[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { type } of objects) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

function digestOf(objects: readonly Kept[]): string {
  const lines = objects.map(({ id, type, version, node }) => `${id} ${type} ${version} ${JSON.stringify(node)}`).sort();
  return `${lines.length} objects, sha256 ${createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16)}`;
}
