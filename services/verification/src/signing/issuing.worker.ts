import { parentPort } from 'node:worker_threads';
import { issueAll, type IssuingJob } from './issuing.js';

/** The thread's side of IssuingThread: one batch in, its documents out. */
parentPort?.on('message', async ({ batch, jobs }: { batch: number; jobs: readonly IssuingJob[] }) => {
  parentPort?.postMessage({ batch, issued: await issueAll(jobs) });
});
