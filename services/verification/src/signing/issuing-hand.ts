import { Worker } from 'node:worker_threads';
import type { Issued, IssuingJob } from './issuing.js';

/** Documents that are made together, and whom to tell. */
export interface IssuingBatch {
  readonly jobs: readonly IssuingJob[];
  readonly resolve: (issued: Issued[]) => void;
  readonly reject: (error: Error) => void;
}

/** What a hand tells whoever it works for. */
export interface HandEvents {
  /** It can take a batch: for the first time, or again. */
  free(): void;
  died(error: Error): void;
}

/** One thread that makes documents, a batch at a time. It keeps the process alive only while it works. */
export class IssuingHand {
  private readonly worker: Worker;
  private running: IssuingBatch | undefined;
  private ready = false;
  private over = false;

  constructor(
    private readonly events: HandEvents,
    execArgv?: string[],
  ) {
    this.worker = new Worker(new URL('./issuing.worker.ts', import.meta.url), { execArgv, name: 'issuing' });
    this.worker.unref();
    this.worker.on('message', (issued: Issued[]) => this.told(issued));
    this.worker.on('error', (error) => this.end(error as Error));
    this.worker.on('exit', () => this.end(new Error('the issuing thread ended')));
  }

  get isReady(): boolean {
    return this.ready;
  }

  get isFree(): boolean {
    return this.ready && !this.running;
  }

  get isWorking(): boolean {
    return this.running !== undefined;
  }

  give(batch: IssuingBatch): void {
    this.running = batch;
    this.worker.ref();
    this.worker.postMessage(sharing(batch.jobs));
  }

  async close(error: Error): Promise<void> {
    this.over = true;
    this.running?.reject(error);
    this.running = undefined;
    await this.worker.terminate();
  }

  /** The first message says that it is ready; each later one is a batch's documents. */
  private told(issued: Issued[]): void {
    this.ready = true;
    const batch = this.running;
    this.running = undefined;
    this.worker.unref();
    batch?.resolve(issued);
    this.events.free();
  }

  private end(error: Error): void {
    if (this.over) return;
    this.over = true;
    this.running?.reject(error);
    this.running = undefined;
    this.events.died(error);
  }
}

/** What several documents say alike crosses to the thread once: an object that stands twice in a message is copied once. */
function sharing(jobs: readonly IssuingJob[]): IssuingJob[] {
  const known = new Map<string, object>();
  const same = <T extends object>(part: T): T => {
    const text = JSON.stringify(part);
    const first = known.get(text) ?? part;
    known.set(text, first);
    return first as T;
  };
  const seen = new Map<object, object>();
  const once = <T extends object>(part: T): T => {
    const found = (seen.get(part) as T | undefined) ?? same(part);
    seen.set(part, found);
    return found;
  };
  return jobs.map(({ details, ...job }) => ({ ...job, details: { ...details, issuer: once(details.issuer), achievement: once(details.achievement) } }));
}
