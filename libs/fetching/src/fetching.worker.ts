import { parentPort, workerData } from 'node:worker_threads';
import type { FetchingSettings } from './config.js';
import type { Asked } from './fetching-thread.js';
import { GuardedFetcher } from './guarded-fetcher.js';
import { GuardedPoster } from './guarded-poster.js';

/** The thread that calls strangers: it has neither the service's environment nor its memory. */
const settings = workerData as Partial<FetchingSettings>;
const fetcher = new GuardedFetcher(settings);
const poster = new GuardedPoster(settings);

parentPort?.on('message', ({ id, url, ...asked }: Asked) => {
  void ('post' in asked ? poster.post(url, asked.post) : fetcher.get(url, asked.use)).then((outcome) => parentPort?.postMessage({ id, outcome }));
});
