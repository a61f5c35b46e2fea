import { parentPort, workerData } from 'node:worker_threads';
import { loadSolver } from '@cairn/requirements';
import { solved, type SolvingTask } from './solving-task.js';

/** The thread's side of SolvingThread: one question in, its verdict or the reason why there is none out. */
const solver = loadSolver((workerData as number | null) ?? undefined);
// It has begun.
parentPort?.postMessage({});
parentPort?.on('message', async ({ number, task }: { number: number; task: SolvingTask }) => {
  try {
    parentPort?.postMessage({ number, verdict: solved(task, await solver) });
  } catch (error) {
    parentPort?.postMessage({ number, fault: String(error) });
  }
});
