import { Worker } from 'node:worker_threads';
import { issueAll, type Issued, type IssuingJob } from './issuing.js';

interface Waiting {
  readonly jobs: readonly IssuingJob[];
  readonly resolve: (issued: Issued[]) => void;
  readonly reject: (error: Error) => void;
}

/** Documents handed to the thread at once: what somebody waits for is held up by no more than one such batch. */
const batchMax = 5;

/**
 * A thread that makes documents, so that the service goes on answering meanwhile. What somebody waits for goes first.
 * It starts with the first job and starts again if it dies; the jobs it held are then rejected. Until it is ready, which
 * takes seconds, what somebody waits for is made right here.
 *
 * @param execArgv Node's options for the thread; left out: those of this process
 */
export class IssuingThread {
  private worker: Worker | undefined;
  private running: { readonly batch: number; readonly waiting: Waiting } | undefined;
  private batches = 0;
  private ready = false;
  private here = false;
  private closed = false;
  private readonly urgent: Waiting[] = [];
  private readonly patient: Waiting[] = [];

  constructor(private readonly execArgv?: string[]) {}

  /** Whether somebody waits for a document. */
  get busy(): boolean {
    return this.urgent.length > 0 || this.here || this.running !== undefined;
  }

  async issue(jobs: readonly IssuingJob[], options: { patient: boolean }): Promise<Issued[]> {
    const queue = options.patient ? this.patient : this.urgent;
    const parts: Promise<Issued[]>[] = [];
    for (let at = 0; at < jobs.length; at += batchMax) {
      const part = jobs.slice(at, at + batchMax);
      parts.push(new Promise((resolve, reject) => queue.push({ jobs: part, resolve, reject })));
    }
    this.next();
    return (await Promise.all(parts)).flat();
  }

  async close(): Promise<void> {
    this.closed = true;
    this.fail(new Error('the service is stopping'));
    await this.worker?.terminate();
  }

  private next(): void {
    if (this.closed || (this.urgent.length === 0 && this.patient.length === 0)) return;
    this.worker ??= this.start();
    if (!this.ready) return void this.makeHere();
    if (this.running) return;
    const waiting = this.urgent.shift() ?? this.patient.shift();
    if (!waiting) return;
    this.batches += 1;
    this.running = { batch: this.batches, waiting };
    this.worker.ref();
    this.worker.postMessage({ batch: this.batches, jobs: waiting.jobs });
  }

  /** Makes what is urgent on the event loop, letting others in between two documents. */
  private async makeHere(): Promise<void> {
    if (this.here) return;
    this.here = true;
    for (let waiting = this.urgent.shift(); waiting; waiting = this.ready ? undefined : this.urgent.shift()) {
      const issued: Issued[] = [];
      for (const job of waiting.jobs) {
        issued.push(...(await issueAll([job])));
        await new Promise((resume) => setImmediate(resume));
      }
      waiting.resolve(issued);
    }
    this.here = false;
    if (this.ready) this.next();
  }

  private start(): Worker {
    const worker = new Worker(new URL('./issuing.worker.ts', import.meta.url), { execArgv: this.execArgv, name: 'issuing' });
    worker.unref();
    worker.on('message', ({ batch, issued }: { batch: number; issued: Issued[] }) => {
      if (batch === 0) {
        this.ready = true;
        return this.next();
      }
      if (this.running?.batch !== batch) return;
      this.running.waiting.resolve(issued);
      this.running = undefined;
      worker.unref();
      this.next();
    });
    worker.on('error', (error) => this.died(worker, error as Error));
    worker.on('exit', () => this.died(worker, new Error('the issuing thread ended')));
    return worker;
  }

  private died(worker: Worker, error: Error): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    this.ready = false;
    this.fail(error);
  }

  private fail(error: Error): void {
    const waiting = [...(this.running ? [this.running.waiting] : []), ...this.urgent.splice(0), ...this.patient.splice(0)];
    this.running = undefined;
    for (const one of waiting) one.reject(error);
  }
}
