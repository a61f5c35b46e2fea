import { parentPort } from 'node:worker_threads';
import { layoutOf, type Plan } from './map-layout.js';

/** The thread's side of MapLayouts: one plan in, its layout or the reason why there is none out. */
parentPort?.on('message', ({ number, plan }: { number: number; plan: Plan }) => {
  try {
    parentPort?.postMessage({ number, layout: layoutOf(plan) });
  } catch (error) {
    parentPort?.postMessage({ number, fault: String(error) });
  }
});
