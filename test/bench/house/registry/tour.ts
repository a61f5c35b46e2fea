import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const everyMs = 250;

/**
 * Runs the tour and watches the registry that it starts.
 *
 * @param data folder of the data sets; the demo without it
 * @returns resident memory of the registry's process in MB: at the end of the tour, and the most it had
 */
export async function memoryOverTour(data: string | undefined): Promise<{ last: number; peak: number }> {
  const args = [join(root, 'deploy/launcher/launch.mjs'), 'tour', '--json', ...(data === undefined ? [] : ['--data', data])];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, NODE_OPTIONS: '' } });
  const ended = once(child, 'exit');
  const seen: number[] = [];
  const watch = setInterval(() => seen.push(...residentMb(child.pid ?? 0)), everyMs);
  const [code] = (await ended) as [number | null];
  clearInterval(watch);
  if (code !== 0) throw new Error(`the tour ended with ${code}`);
  // The last look may have met the registry while it was closing.
  return { last: seen.at(-4) ?? Number.NaN, peak: Math.max(...seen) };
}

/** Memory of the registries among the descendants of a process. */
function residentMb(ancestor: number): number[] {
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss=,args='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line)?.slice(1) ?? [])
    .map(([pid, parent, rss, command = '']) => ({ pid: Number(pid), parent: Number(parent), mb: Number(rss) / 1_024, command }));
  const family = new Set([ancestor]);
  for (let size = 0; size !== family.size; ) {
    size = family.size;
    for (const { pid, parent } of processes) if (family.has(parent)) family.add(pid);
  }
  return processes.filter(({ pid, command }) => family.has(pid) && command.includes('deploy/embedded/src/main.ts')).map(({ mb }) => mb);
}
