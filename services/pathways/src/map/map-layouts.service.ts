import { Worker } from 'node:worker_threads';
import type { OnModuleDestroy } from '@nestjs/common';
import { type Layout, layoutOf, type Plan } from './map-layout.js';

/** Boxes up to which a layout takes less than some 10 ms, so that a thread would cost more than it saves. */
const inlineMax = 12;
/** Layouts kept in a process. */
const keptMax = 500;

interface Waiting {
  readonly resolve: (layout: Layout) => void;
  readonly reject: (error: Error) => void;
}

/** Lays out pictures: small ones at once, others in a thread of their own. The same plan is laid out once. */
export class MapLayouts implements OnModuleDestroy {
  private readonly kept = new Map<string, Promise<Layout>>();
  private readonly waiting = new Map<number, Waiting>();
  private worker: Worker | undefined;
  private asked = 0;

  /** @param execArgv Node's options for the thread; left out: those of this process */
  constructor(private readonly execArgv?: string[]) {}

  of(plan: Plan): Promise<Layout> {
    const key = JSON.stringify(plan);
    const known = this.kept.get(key);
    if (known) return known;
    // A thread that dies costs speed, never the picture.
    const layout = plan.boxes.length <= inlineMax ? Promise.resolve(layoutOf(plan)) : this.inThread(plan).catch(() => layoutOf(plan));
    const [oldest] = this.kept.keys();
    if (this.kept.size >= keptMax && oldest !== undefined) this.kept.delete(oldest);
    this.kept.set(key, layout);
    layout.catch(() => this.kept.delete(key));
    return layout;
  }

  async onModuleDestroy(): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    await worker?.terminate();
  }

  private inThread(plan: Plan): Promise<Layout> {
    const number = (this.asked += 1);
    const worker = (this.worker ??= this.started());
    return new Promise((resolve, reject) => {
      this.waiting.set(number, { resolve, reject });
      worker.ref();
      worker.postMessage({ number, plan });
    });
  }

  /** It keeps the process alive only while it works. */
  private started(): Worker {
    const worker = new Worker(new URL('./map-layout.worker.ts', import.meta.url), { execArgv: this.execArgv, name: 'map layout' });
    worker.unref();
    worker.on('message', ({ number, layout, fault }: { number: number; layout?: Layout; fault?: string }) => {
      const waiting = this.waiting.get(number);
      this.waiting.delete(number);
      if (this.waiting.size === 0) worker.unref();
      if (layout) waiting?.resolve(layout);
      else waiting?.reject(new Error(fault ?? 'the picture could not be laid out'));
    });
    worker.on('error', (error) => this.ended(worker, error as Error));
    worker.on('exit', () => this.ended(worker, new Error('the thread that lays out pictures ended')));
    return worker;
  }

  private ended(worker: Worker, error: Error): void {
    if (this.worker === worker) this.worker = undefined;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
